import { z } from 'zod'
import { MOVES } from '../images/slow-move.ts'
import { composition } from './composition.ts'
import { FRAMED_IMAGES } from './image-framed.ts'
import { fullImage } from './image-full.ts'
import { defineScene } from './scene-kind.ts'

/** Who made a picture, under which licence, and where it is from; shown as long as the picture is. */
export const ImageCredit = z.strictObject({
  author: z.string().min(1).max(80).optional(),
  licence: z.string().min(1).max(40).optional(),
  source: z.string().min(1).max(80).optional(),
})

/** The point of a picture that must stay in view, in shares of its width and height from the top left. */
export const ImageFocus = z.strictObject({ x: z.number().min(0).max(1), y: z.number().min(0).max(1) })

/** A picture file and how it is shown. */
export const imageFields = {
  /** Path of a JPEG, PNG, WebP, GIF, AVIF or SVG file, relative to the timeline's directory. */
  file: z.string().min(1).max(400),
  /** What is to be seen, for those who can't see it. */
  alt: z.string().min(1).max(300),
  credit: ImageCredit.optional(),
  focus: ImageFocus.optional(),
  /** The slow move: into the picture, out of it, along it, or none. Default: chosen by the timeline's seed. */
  move: z.enum(MOVES).optional(),
}

export const ImageVisual = z.strictObject({
  kind: z.literal('image'),
  ...imageFields,
  headline: z.string().min(1).max(120).optional(),
  caption: z.string().min(1).max(160).optional(),
  /** Over the whole frame, or framed in the style's way. Default: as the style does it. */
  placement: z.enum(['full', 'framed']).optional(),
})
export type ImageVisual = z.output<typeof ImageVisual>

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
