import type { SceneElement } from '../drawing/element.ts'
import type { FootagePiece } from '../footage/piece.ts'
import { FootageVisual } from './footage-schema.ts'
import { SOLID_BASES, textsOver } from './image-full.ts'
import { defineScene, type SceneContext } from './scene-kind.ts'

/** Moving pictures over the whole frame, one clip after the other, with texts and the credit line on a plate. */
export const footage = defineScene({
  kind: 'footage',
  about: 'Moving pictures over the whole frame: clips one after the other, never looped, with their credit line.',
  schema: FootageVisual,
  bare: true,
  footage: ({ clips }) => clips.map((clip, index) => ({ ...clip, path: `clips.${index}.file` })),
  layout: (visual, context) =>
    textsOver(clipsElement(context.footage(), context), visual, context, (texts) =>
      SOLID_BASES[context.style.composition](context, texts),
    ),
})

/** The clips of the scene as one element that covers the frame. */
function clipsElement(pieces: readonly FootagePiece[], { frame }: SceneContext): SceneElement {
  const box = { x: 0, y: 0, width: frame.width, height: frame.height }
  const at = (seconds: number) => {
    let start = 0
    for (const [index, piece] of pieces.entries()) {
      const isLast = index === pieces.length - 1
      if (isLast || seconds < start + piece.seconds) return { index, piece, seconds: Math.max(0, seconds - start) }
      start += piece.seconds
    }
    throw new RangeError('A scene of footage has at least one clip')
  }
  return {
    box,
    covers: box,
    state: (seconds) => {
      const { index, piece, seconds: local } = at(seconds)
      return index * 1e6 + piece.frameNumber(local)
    },
    draw: (target, seconds) => {
      const { piece, seconds: local } = at(seconds)
      target.drawImage(piece.image(local), box.x, box.y, box.width, box.height)
    },
  }
}
