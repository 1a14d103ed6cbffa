import { z } from 'zod'
import { ImageCredit } from './image-schema.ts'

/** A piece of a clip. */
export const FootageClip = z.strictObject({
  file: z
    .string()
    .min(1)
    .max(400)
    .describe('Path of an MP4, MOV, WebM or MKV file, relative to the timeline’s directory'),
  fromSeconds: z.number().min(0).max(36_000).default(0).describe('Where in the clip it begins'),
  seconds: z
    .number()
    .min(0.5)
    .max(600)
    .optional()
    .describe('How long it is shown before the next one takes over. Default: to the end of the scene'),
})

export const FootageVisual = z.strictObject({
  kind: z.literal('footage'),
  clips: z
    .array(FootageClip)
    .min(1)
    .max(12)
    .describe('One after the other; none is looped, and the last one holds its last picture if it is too short'),
  alt: z.string().min(1).max(300).describe('What is to be seen, for those who can’t see it'),
  credit: ImageCredit.optional(),
  headline: z.string().min(1).max(120).optional(),
  caption: z.string().min(1).max(160).optional(),
})
export type FootageVisual = z.output<typeof FootageVisual>
