import { z } from 'zod'
import { cue } from './fields.ts'
import { imageFields } from './image-schema.ts'

export const GalleryVisual = z.strictObject({
  kind: z.literal('gallery'),
  headline: z.string().min(1).max(120).optional(),
  arrangement: z
    .enum(['mosaic', 'sequence'])
    .default('mosaic')
    .describe('All beside each other, or one after the other in one place'),
  items: z
    .array(
      z.strictObject({
        ...imageFields,
        caption: z.string().min(1).max(80).optional(),
        cue,
      }),
    )
    .min(2)
    .max(6)
    .describe('Each comes in at its cue'),
})
export type GalleryVisual = z.output<typeof GalleryVisual>
export type GalleryItem = GalleryVisual['items'][number]
