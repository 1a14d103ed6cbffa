import { z } from 'zod'
import { parseOrThrow, VideoError, type Visual } from '@mavs/core/essentials'
import { brandCard } from './brand-card.ts'
import { bullets } from './bullets.ts'
import { chart } from './chart.ts'
import { checklist } from './checklist.ts'
import { code } from './code.ts'
import { comparison } from './comparison.ts'
import { credits } from './credits.ts'
import { footage } from './footage.ts'
import { gallery } from './gallery.ts'
import { image } from './image.ts'
import { lowerThird } from './lower-third.ts'
import { map } from './map.ts'
import { number } from './number.ts'
import { process } from './process.ts'
import { question } from './question.ts'
import { quote } from './quote.ts'
import type { SceneKind } from './scene-kind.ts'
import { section } from './section.ts'
import { statement } from './statement.ts'
import { timeline } from './timeline.ts'
import { title } from './title.ts'

const BUILT_IN = [
  title,
  statement,
  bullets,
  number,
  quote,
  comparison,
  process,
  timeline,
  chart,
  map,
  credits,
  image,
  gallery,
  footage,
  brandCard,
  section,
  checklist,
  lowerThird,
  code,
  question,
] as const

/** The kinds of scene that come with the renderer. */
export const SCENE_KINDS: readonly SceneKind[] = BUILT_IN

type Schemas = {
  -readonly [Index in keyof typeof BUILT_IN]: (typeof BUILT_IN)[Index] extends SceneKind<infer Schema> ? Schema : never
}

/** What scenes of the built-in kinds show. */
export const BuiltInVisual = z.union(BUILT_IN.map(({ schema }) => schema) as unknown as Schemas)
export type BuiltInVisual = z.output<typeof BuiltInVisual>
/** The same as an author writes it, before defaults. */
export type BuiltInVisualInput = z.input<typeof BuiltInVisual>
/** A built-in visual of one kind. */
export type VisualOf<Kind extends BuiltInVisual['kind']> = Extract<BuiltInVisual, { kind: Kind }>

/**
 * Finds a visual's kind and fills in its defaults; throws `TIMELINE_INVALID` with `place` and the known kinds, or with the
 * fields that are wrong.
 */
export function kindOf(
  given: Visual,
  place: string,
  extra: readonly SceneKind[] = [],
): { kind: SceneKind; visual: Visual } {
  const kinds = [...extra, ...SCENE_KINDS]
  const kind = kinds.find((candidate) => candidate.kind === given.kind)
  if (kind === undefined) {
    const names = kinds.map(({ kind: name }) => name).join(', ')
    throw new VideoError('TIMELINE_INVALID', `${place}: no kind of scene is named “${given.kind}”; known are ${names}`)
  }
  return { kind, visual: parseOrThrow(kind.schema, given, place, 'TIMELINE_INVALID') as Visual }
}
