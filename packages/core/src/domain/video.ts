import { z } from 'zod'

/** A rendered file before it was checked. */
export const Video = z.strictObject({
  /** Artifact key of the MP4. */
  artifact: z.string(),
  renderer: z.string(),
  widthPx: z.int().positive(),
  heightPx: z.int().positive(),
  frameRate: z.number().positive(),
  durationSeconds: z.number().positive(),
  sizeBytes: z.int().positive(),
})
export type Video = z.infer<typeof Video>

const span = z.strictObject({ startSeconds: z.number(), endSeconds: z.number() })

/** What was measured on the finished file, by decoding it whole. */
export const Measurement = z.strictObject({
  container: z.string(),
  faststart: z.boolean(),
  sizeBytes: z.int(),
  durationSeconds: z.number(),
  video: z.strictObject({
    codec: z.string(),
    profile: z.string(),
    pixelFormat: z.string(),
    colour: z.string(),
    widthPx: z.int(),
    heightPx: z.int(),
    frameRate: z.number(),
    frames: z.int(),
    /** Presentation time at which the last frame ends, after edit lists. */
    endSeconds: z.number(),
  }),
  audio: z.strictObject({
    codec: z.string(),
    sampleRateHz: z.number(),
    channels: z.int(),
    endSeconds: z.number(),
    /** Integrated loudness, ITU-R BS.1770-4. */
    loudnessLufs: z.number(),
    truePeakDbtp: z.number(),
  }),
  /** Spans that look like faults, before the timeline's declared holds and rests are taken off. */
  black: z.array(span),
  frozen: z.array(span),
  silent: z.array(span),
})
export type Measurement = z.infer<typeof Measurement>
