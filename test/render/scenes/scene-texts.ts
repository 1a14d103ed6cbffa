import type { SceneClip } from '@mavs/core'
import type { TextFact } from '../../../packages/render/src/drawing/element.ts'
import { layOut } from '../../../packages/render/src/drawing/frame-drawer.ts'
import type { SceneStage } from '../../../packages/render/src/drawing/scene-stage.ts'
import { timelineOf } from '../drawing/timelines.ts'

/** 16:9, 9:16 and 1:1, small: layouts are the same at every size. */
export const SHAPES = {
  wide: { widthPx: 320, heightPx: 180 },
  high: { widthPx: 180, heightPx: 320 },
  square: { widthPx: 180, heightPx: 180 },
} as const

/** The scenes that a visual becomes, and what was said about them. */
export function scenesOf(
  style: string,
  visual: SceneClip['visual'],
  shape: keyof typeof SHAPES = 'wide',
  options: { readonly sceneSeconds?: number; readonly cues?: Readonly<Record<string, number>> } = {},
): { readonly stages: readonly SceneStage[]; readonly warnings: readonly string[] } {
  const { sceneSeconds = 12, cues = {} } = options
  const timeline = timelineOf(style, [visual], { ...SHAPES[shape], sceneSeconds })
  const scenes = timeline.tracks.scenes.map((clip) => ({ ...clip, cues: { ...cues } }))
  const { stages, warnings } = layOut({ ...timeline, tracks: { ...timeline.tracks, scenes } })
  return { stages, warnings: warnings.map(({ message }) => message) }
}

/** The texts of a scene after its headline, in the order in which they are drawn; the style's running head is smaller. */
export function textsBelow(stage: SceneStage): TextFact[] {
  const texts = stage.elements.flatMap((element) => element.texts ?? [])
  return texts.slice(texts.findIndex(({ sizePx }) => sizePx > 40) + 1)
}
