import { parseOrThrow, VideoError, type SceneClip } from '@mavs/core'
import { bullets } from './bullets.ts'
import { chart } from './chart.ts'
import { comparison } from './comparison.ts'
import { credits } from './credits.ts'
import { number } from './number.ts'
import { process } from './process.ts'
import { quote } from './quote.ts'
import type { SceneKind } from './scene-kind.ts'
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
]

/** Finds a clip's kind and checks its visual; throws `TIMELINE_INVALID` with the known kinds. */
export function kindOf(clip: SceneClip, extra: readonly SceneKind[] = []): { kind: SceneKind; visual: unknown } {
  const kinds = [...extra, ...SCENE_KINDS]
  const kind = kinds.find((candidate) => candidate.kind === clip.visual.kind)
  if (kind === undefined) {
    throw new VideoError(
      'TIMELINE_INVALID',
      `Clip ${clip.id}: no scene kind is named “${clip.visual.kind}”; known are ${kinds.map(({ kind: name }) => name).join(', ')}`,
    )
  }
  return { kind, visual: parseOrThrow(kind.schema, clip.visual, `The visual of clip ${clip.id}`, 'TIMELINE_INVALID') }
}
