import type { SceneClip, Timeline } from '@mavs/core'
import { layOut } from '../../../packages/render/src/drawing/frame-drawer.ts'
import { contains, inflate, intersects } from '../../../packages/render/src/drawing/geometry.ts'
import { contrast, requiredContrast } from '../../../packages/render/src/styles/colour.ts'
import { timelineOf } from '../drawing/timelines.ts'

/** A landscape, a phone's, a square and a portrait frame, small. */
export const SIZES = {
  '16:9': { widthPx: 320, heightPx: 180 },
  '9:16': { widthPx: 180, heightPx: 320 },
  '1:1': { widthPx: 180, heightPx: 180 },
  '4:5': { widthPx: 216, heightPx: 270 },
} as const

/** Samples of a kind's visuals, with captions and without, in every shape of frame. */
export const frames = (style: string, visuals: readonly SceneClip['visual'][]): Timeline[] =>
  Object.values(SIZES).flatMap((size) => {
    const timeline = timelineOf(style, visuals, { ...size, sceneSeconds: 5 })
    return [timeline, { ...timeline, burnCaptions: false }]
  })

/** What must never happen to a text: outside the safe area, under captions, on another text, too small, too faint. */
export function faultsOf(timeline: Timeline): string[] {
  const { frame, stages } = layOut(timeline)
  const floor = timeline.burnCaptions ? frame.captions.y : frame.height
  return stages.flatMap(({ clip, elements }) => {
    const texts = elements.flatMap((element) => element.texts ?? []).filter(({ box }) => box.width > 0)
    const found = texts.flatMap(({ box, sizePx, colour, behind }, index) => [
      ...(contains(frame.safe, box) ? [] : ['outside the safe area']),
      ...(box.y + box.height > floor ? ['under the captions'] : []),
      ...(sizePx < 28 ? [`${sizePx} px`] : []),
      ...(contrast(colour, behind) < requiredContrast(sizePx) ? [`${colour} on ${behind}`] : []),
      ...(texts.slice(0, index).some((other) => intersects(inflate(other.box, -2), inflate(box, -2)))
        ? ['on another text']
        : []),
    ])
    const { widthPx, heightPx } = timeline.format
    return found.map((fault) => `${clip.visual.kind} (${clip.id}, ${widthPx}x${heightPx}): ${fault}`)
  })
}
