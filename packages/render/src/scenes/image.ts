import { composition } from './composition.ts'
import { FRAMED_IMAGES } from './image-framed.ts'
import { fullImage } from './image-full.ts'
import { ImageVisual } from './image-schema.ts'
import { defineScene } from './scene-kind.ts'

/** A picture that moves slowly, with a headline, a caption and a credit line. */
export const image = defineScene({
  kind: 'image',
  about: 'A picture that moves slowly, framed or over the whole frame, with its credit line.',
  schema: ImageVisual,
  bare: true,
  images: ({ file }) => [{ path: 'file', file }],
  layout: (visual, context) => {
    const placement = visual.placement ?? (context.style.composition === 'poster' ? 'full' : 'framed')
    return placement === 'full' ? fullImage(visual, context) : composition(FRAMED_IMAGES, visual, context)
  },
})
