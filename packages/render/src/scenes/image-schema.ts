import { z } from 'zod'
import { MOVES } from '../images/slow-move.ts'

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
  file: z
    .string()
    .min(1)
    .max(400)
    .describe('Path of a JPEG, PNG, WebP, GIF, AVIF or SVG file, relative to the timeline’s directory'),
  alt: z.string().min(1).max(300).describe('What is to be seen, for those who can’t see it'),
  credit: ImageCredit.optional(),
  focus: ImageFocus.optional(),
  move: z
    .enum(MOVES)
    .optional()
    .describe('The slow move: into the picture, out of it, along it, or none. Default: chosen by the timeline’s seed'),
}

export const ImageVisual = z.strictObject({
  kind: z.literal('image'),
  ...imageFields,
  headline: z.string().min(1).max(120).optional(),
  caption: z.string().min(1).max(160).optional(),
  placement: z
    .enum(['full', 'framed'])
    .optional()
    .describe('Over the whole frame, or framed in the style’s way. Default: as the style does it'),
})
export type ImageVisual = z.output<typeof ImageVisual>
