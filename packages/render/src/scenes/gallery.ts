import { galleryMosaic } from './gallery-mosaic.ts'
import { gallerySequence } from './gallery-sequence.ts'
import { GalleryVisual } from './gallery-schema.ts'
import { defineScene } from './scene-kind.ts'

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
