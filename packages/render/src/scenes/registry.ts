import { parseOrThrow, VideoError, type Visual } from '@mavs/core/essentials'
import { bullets } from './bullets.ts'
import { chart } from './chart.ts'
import { checklist } from './checklist.ts'
import { code } from './code.ts'
import { comparison } from './comparison.ts'
import { credits } from './credits.ts'
import { gallery } from './gallery.ts'
import { image } from './image.ts'
import { lowerThird } from './lower-third.ts'
import { number } from './number.ts'
import { process } from './process.ts'
import { quote } from './quote.ts'
import type { SceneKind } from './scene-kind.ts'
import { section } from './section.ts'
import { statement } from './statement.ts'
import { timeline } from './timeline.ts'
import { title } from './title.ts'

/** The kinds of scene that come with the renderer. */
export const SCENE_KINDS: readonly SceneKind[] = [
  title,
  statement,
  bullets,
  number,
  quote,
  comparison,
  process,
  timeline,
  chart,
  credits,
  image,
  gallery,
  section,
  checklist,
  lowerThird,
  code,
]

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
