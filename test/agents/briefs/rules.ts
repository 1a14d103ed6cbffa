import { globSync } from 'node:fs'
import { join } from 'node:path'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import type { Visual } from '@mavs/core'
import type { Brief } from '../../../packages/agents/src/briefs/brief.ts'

const BRIEFS = fileURLToPath(new URL('../../../packages/agents/src/briefs/', import.meta.url))
const LUCIDE = createRequire(import.meta.url)('@iconify-json/lucide/icons.json') as Record<'icons' | 'aliases', object>

/** Loads every brief in the folder, so that a new file is checked without being named here. */
export async function loadBriefs(): Promise<{ file: string; brief: unknown }[]> {
  const files = globSync('*.ts', { cwd: BRIEFS }).filter((file) => !['brief.ts', 'index.ts'].includes(file))
  return Promise.all(
    files.toSorted().map(async (file) => {
      const module: unknown = await import(join(BRIEFS, file))
      return { file, brief: (module as { brief: unknown }).brief }
    }),
  )
}

export const words = (text: string): string[] => text.match(/[\p{L}\p{N}][\p{L}\p{N}.,’%°-]*/gu) ?? []

/** The spoken words of all scenes up to a tier. */
export const wordCount = (brief: Brief, tier: number): number =>
  brief.scenes.filter((scene) => scene.tier <= tier).reduce((sum, scene) => sum + words(scene.narration).length, 0)

/** Figures as they stand in a text, without grouping: "3,000 m in 1.5 h" gives 3000 and 1.5. */
export const figures = (text: string): number[] =>
  (text.replace(/(?<=\d),(?=\d{3})/g, '').match(/\d+(\.\d+)?/g) ?? []).map(Number)

/** The longest run of words that both texts share. */
export function sharedRun(left: string, right: string): number {
  const [a, b] = [left, right].map((text) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])
  let longest = 0
  for (const [i] of a!.entries())
    for (const [j] of b!.entries()) {
      let length = 0
      while (a![i + length] !== undefined && a![i + length] === b![j + length]) length += 1
      longest = Math.max(longest, length)
    }
  return longest
}

/** Every value under one of the keys, at any depth, in the order in which they stand. */
export function valuesOf(value: unknown, keys: readonly string[]): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => valuesOf(item, keys))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) =>
    keys.includes(key) && (typeof inner === 'string' || typeof inner === 'number')
      ? [String(inner)]
      : Array.isArray(inner) && keys.includes(key)
        ? inner.filter((item) => typeof item === 'string')
        : valuesOf(inner, keys),
  )
}

const TEXT_KEYS = 'headline subtitle kicker text label name note context points detail unit suffix'.split(' ')

/** Texts that the viewer reads; source lines, roles and authors left out. */
export const shownTexts = (visual: Visual): string[] => [
  ...valuesOf(visual, TEXT_KEYS),
  ...(visual.kind === 'chart' ? valuesOf(visual.points, ['label']) : []),
]

/** Figures that the picture states as fact: the big number, a chart's values, a timeline's dates, what stands in labels. */
export function shownFigures(visual: Visual): number[] {
  const stated = visual.kind === 'number' ? [Math.abs(visual.value as number)] : []
  const values =
    visual.kind === 'chart' ? valuesOf(visual.points, ['value']).map((value) => Math.abs(Number(value))) : []
  const dates = visual.kind === 'timeline' ? valuesOf(visual.events, ['date']) : []
  return [...stated, ...values, ...[...dates, ...shownTexts(visual)].flatMap(figures)]
}

export const cues = (visual: Visual): string[] => valuesOf(visual, ['cue'])

export const missingIcons = (visual: Visual): string[] =>
  valuesOf(visual, ['icon']).filter(
    (name) => !Object.hasOwn(LUCIDE.icons, name) && !Object.hasOwn(LUCIDE.aliases, name),
  )
