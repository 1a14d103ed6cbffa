import { z } from 'zod'
import { Stage } from './stage.ts'

/** Why a video is less than what was asked for. A closed set: nothing is dropped silently. */
export const WarningReason = z.enum([
  'outline-only',
  'share-alike',
  'highlights-only',
  'shorter-than-asked',
  'longer-than-asked',
  'provider-fallback',
  'voice-mapped',
  'missing-asset',
  'missing-glyph',
  'missing-icon',
  'text-shortened',
  'word-not-spoken',
  'quality-miss',
  'unsupported-option',
  'colour-adjusted',
  'not-delivered',
])
export type WarningReason = z.infer<typeof WarningReason>

/** Something that the viewer or the user should know; it travels with the session and into the manifest. */
export const Warning = z.strictObject({
  reason: WarningReason,
  /** One sentence: what happened, and what to do for a better result. */
  message: z.string().min(1),
  stage: Stage.optional(),
  sceneId: z.string().optional(),
})
export type Warning = z.infer<typeof Warning>
