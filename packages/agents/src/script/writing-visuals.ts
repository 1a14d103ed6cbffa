import type { Visual } from '@mavs/core'
import { BuiltInVisual } from '@mavs/render'
import { z } from 'zod'
import { cleanText, shorten } from '../research/prompt.ts'

/** What a model may want shown: one flat form for all kinds, because strict servers take no unions. */
export const VisualIntent = z.object({
  kind: z.enum([
    'statement',
    'bullets',
    'number',
    'comparison',
    'process',
    'cycle',
    'timeline',
    'chart',
    'checklist',
    'question',
    'map',
  ]),
  text: z.string().nullable(),
  value: z.number().nullable(),
  unit: z.string().nullable(),
  items: z
    .array(z.object({ label: z.string(), detail: z.string().nullable(), value: z.number().nullable() }))
    .nullable(),
})
export type VisualIntent = z.infer<typeof VisualIntent>

/** How a model is told about them. */
export const VISUAL_RULES = `- The screen shows what the narration means, never its sentence. visual.kind is one of:
  statement (text: at most 6 words); bullets or checklist (items: 2 to 5 labels of at most 6 words); number (value, unit, text: what it counts);
  comparison (items: exactly 2 labels, detail: points separated by "; "); process or, when the last step leads back to the first, cycle (items: 2 to 6 steps);
  timeline (items: label is the date, detail the event); chart (items: 2 to 8 labels with value; unit; text: what is measured); question (text: what the viewer is asked; items: up to 4 answers, or none); map (items: labels are English names of countries).
  Figures and dates on the screen are those of the narration or of the facts.`

export const tidy = (text: string | null | undefined, length: number): string =>
  shorten(
    cleanText(text ?? '')
      .replace(/[*_`#]+/g, '')
      .replace(/\s+/g, ' ')
      .trim(),
    length,
  )

export interface IntentOf {
  readonly visual: VisualIntent
  readonly headline: string
  readonly narration: string
  readonly icon: string | undefined
}

interface Item {
  readonly label: string
  readonly detail: string
  readonly value: number | null
}

/** A model's intent as a visual; undefined when it is not well formed: then one is chosen from the words. */
export function toVisual({ visual, headline, narration, icon }: IntentOf): Visual | undefined {
  const items = (visual.items ?? []).map(({ label, detail, value }) => ({
    label: tidy(label, 60),
    detail: tidy(detail, 160),
    value,
  }))
  const text = tidy(visual.text, 120)
  const isSentence = narration.includes(text) && text.length > 60
  const fields: Record<VisualIntent['kind'], () => object> = {
    statement: () => ({ text: isSentence ? headline : text || headline, icon }),
    bullets: () => ({ headline, items: items.slice(0, 5).map(({ label }) => ({ text: label })) }),
    checklist: () => ({ headline, items: items.slice(0, 5).map(({ label }) => ({ text: label })) }),
    number: () => ({ ...figure(visual), label: text || headline, icon }),
    comparison: () => ({ headline, left: sideOf(items[0]), right: sideOf(items[1]) }),
    process: () => ({ headline, steps: stepsOf(items) }),
    cycle: () => ({ kind: 'process', headline, steps: stepsOf(items), cyclic: true }),
    timeline: () => ({
      headline,
      events: items.slice(0, 6).map(({ label, detail }) => ({ date: shorten(label, 24), label: detail })),
    }),
    chart: () => chart(items, visual, text || headline),
    question: () => ({ text: text || headline, options: items.slice(0, 4).map(({ label }) => ({ text: label })) }),
    map: () => ({ headline, places: items.slice(0, 12).map(({ label }) => ({ country: label })) }),
  }
  const candidate = { kind: visual.kind, ...fields[visual.kind]() }
  const result = BuiltInVisual.safeParse(JSON.parse(JSON.stringify(candidate)))
  return result.success ? result.data : undefined
}

const figure = ({ value, unit }: VisualIntent) => ({
  value,
  decimals: Math.min(4, `${value}`.split('.')[1]?.length ?? 0),
  grouped: unit !== null || Math.abs(value ?? 0) > 2100,
  ...(unit && { suffix: tidy(unit, 24) }),
})

const sideOf = (item: Item | undefined): object | undefined =>
  item && { label: item.label, points: item.detail.split(/;\s*/).filter(Boolean).slice(0, 4) }

const stepsOf = (items: readonly Item[]): object[] =>
  items.slice(0, 6).map(({ label, detail }) => ({ label, ...(detail && { detail }) }))

function chart(items: readonly Item[], { unit }: VisualIntent, headline: string): object {
  const isSeries = items.length > 3 && items.every(({ label }) => /^\d{4}$/.test(label))
  return {
    headline,
    type: isSeries ? 'line' : 'bar',
    ...(unit && { unit: tidy(unit, 40) }),
    points: items.slice(0, 8).map(({ label, value }) => ({ label: shorten(label, 40), value })),
  }
}

/** Everything that a visual says, for those who check it. */
export const textsOf = (visual: Visual): string[] =>
  Object.entries(visual).flatMap(([key, value]) => (SILENT_FIELDS.has(key) ? [] : shownIn(value)))

const SILENT_FIELDS: ReadonlySet<string> = new Set([
  'kind',
  'icon',
  'type',
  'decimals',
  'grouped',
  'cyclic',
  'focus',
  'state',
  'firstNumber',
  'continues',
])

function shownIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value === 'number') return [`${value}`]
  if (Array.isArray(value)) return value.flatMap(shownIn)
  return typeof value === 'object' && value !== null ? textsOf(value as Visual) : []
}
