import { z } from 'zod'

/** One cut of a typeface: a Fontsource package with a weight, upright or italic. */
export const FontFace = z.strictObject({
  /** The package's name after `@fontsource/`, e.g. "inter-tight". */
  family: z.string().regex(/^[a-z0-9-]+$/),
  weight: z.int().min(100).max(900).multipleOf(100),
  italic: z.boolean().default(false),
})
export type FontFace = z.infer<typeof FontFace>

/** Name of a face in messages and as the stem of its private family names. */
export const faceName = (face: FontFace): string => `${face.family}-${face.weight}${face.italic ? '-italic' : ''}`
