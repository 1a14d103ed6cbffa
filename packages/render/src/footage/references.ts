import type { Timeline } from '@mavs/core/essentials'
import { kindOf } from '../scenes/registry.ts'
import type { SceneKind } from '../scenes/scene-kind.ts'

/** A piece of a clip with its place in the timeline, and as long as it is needed. */
export interface FootageReference {
  readonly path: string
  readonly file: string
  readonly fromSeconds: number
  readonly seconds: number
  readonly sceneId: string
}

/** A scene is seen a little past its end while the next one comes in; entrances make its clock run ahead. */
const MARGIN_SECONDS = 1

/** Collects the clips of all scenes. */
export function footageOf({ tracks }: Timeline, kinds: readonly SceneKind[] = []): FootageReference[] {
  return tracks.scenes.flatMap(({ id, visual: given, startSeconds, endSeconds }, index) => {
    const place = `tracks.scenes.${index}.visual`
    const { kind, visual } = kindOf(given, place, kinds)
    const after = tracks.scenes[index + 1]?.transition.durationSeconds ?? 0
    const wholeSeconds = endSeconds - startSeconds + after + MARGIN_SECONDS
    let shownSeconds = 0
    return (kind.footage?.(visual) ?? []).map(({ path, file, fromSeconds, seconds }) => {
      const needed = seconds ?? Math.max(MARGIN_SECONDS, wholeSeconds - shownSeconds)
      shownSeconds += needed
      return { path: `${place}.${path}`, file, fromSeconds, seconds: needed, sceneId: id }
    })
  })
}

/** What makes two references the same piece of the same clip. */
export const footageKey = ({ file, fromSeconds, seconds }: Omit<FootageReference, 'path' | 'sceneId'>): string =>
  JSON.stringify([file, fromSeconds, Math.round(seconds * 1000)])
