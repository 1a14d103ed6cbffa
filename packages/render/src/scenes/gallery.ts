import { z } from 'zod'
import { galleryMosaic } from './gallery-mosaic.ts'
import { gallerySequence } from './gallery-sequence.ts'
import { imageFields } from './image.ts'
import { defineScene } from './scene-kind.ts'

export const GalleryVisual = z.strictObject({
  kind: z.literal('gallery'),
  headline: z.string().min(1).max(120).optional(),
  /** All beside each other, or one after the other in one place. */
  arrangement: z.enum(['mosaic', 'sequence']).default('mosaic'),
  /** Each comes in at its cue. */
  items: z
    .array(
      z.strictObject({
        ...imageFields,
        caption: z.string().min(1).max(80).optional(),
        cue: z.string().min(1).optional(),
      }),
    )
    .min(2)
    .max(6),
})
export type GalleryVisual = z.output<typeof GalleryVisual>
export type GalleryItem = GalleryVisual['items'][number]

/** Several pictures that belong together. */
export const gallery = defineScene({
  kind: 'gallery',
  about: 'Two to six pictures beside each other or one after the other.',
  schema: GalleryVisual,
  bare: true,
  images: ({ items }) => items.map(({ file }, index) => ({ path: `items.${index}.file`, file })),
  layout: (visual, context) =>
    visual.arrangement === 'mosaic' ? galleryMosaic(visual, context) : gallerySequence(visual, context),
})
