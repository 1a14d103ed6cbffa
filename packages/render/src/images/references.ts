import { parseOrThrow, type Timeline } from '@mavs/core/essentials'
import { BrandKit } from '../brand/kit.ts'
import { kindOf } from '../scenes/registry.ts'
import type { SceneKind } from '../scenes/scene-kind.ts'
import type { ImageReference } from './file.ts'

/** The picture files that a timeline names. */
export interface ImageReferences {
  readonly all: readonly ImageReference[]
  /** Those that a scene shows, the brand's logo among them. */
  of(sceneId: string): readonly ImageReference[]
}

/** Collects the picture files of all scenes; throws `TIMELINE_INVALID` for a visual that is not of its kind's schema. */
export function imagesOf(timeline: Timeline, kinds: readonly SceneKind[] = []): ImageReferences {
  const scenes = timeline.tracks.scenes.map(({ id, visual: given }, index) => {
    const place = `tracks.scenes.${index}.visual`
    const { kind, visual } = kindOf(given, place, kinds)
    const references = kind.images?.(visual) ?? []
    return { id, references: references.map(({ path, file }) => ({ path: `${place}.${path}`, file })) }
  })
  const logo = timeline.brand && parseOrThrow(BrandKit, timeline.brand, 'brand', 'TIMELINE_INVALID').logo
  const shared = logo ? [{ path: 'brand.logo.file', file: logo.file }] : []
  return {
    all: [...shared, ...scenes.flatMap(({ references }) => references)],
    of: (sceneId) => [...shared, ...scenes.filter(({ id }) => id === sceneId).flatMap(({ references }) => references)],
  }
}
