import { z } from 'zod'

/** One word of the script with the seconds between which it is heard. */
export const Word = z.strictObject({ text: z.string(), startSeconds: z.number().min(0), endSeconds: z.number().min(0) })
export type Word = z.infer<typeof Word>

/** A scene in time. `words` are counted from the start of `audio`, not of the scene. */
export const SceneNarration = z.strictObject({
  sceneId: z.string(),
  /** The scene's whole length on screen, pauses included. */
  durationSeconds: z.number().positive(),
  /** From the scene's start to the start of `audio`. */
  speechStartSeconds: z.number().min(0),
  speechSeconds: z.number().min(0),
  /** Artifact key of a mono WAV; absent when nothing is spoken. */
  audio: z.string().optional(),
  words: z.array(Word),
})
export type SceneNarration = z.infer<typeof SceneNarration>

export const Narration = z.strictObject({
  /** The speech provider and its voice, e.g. "flite" and "rms". */
  provider: z.string(),
  voice: z.string(),
  /** Speaking rate against the voice's own; .92 to 1.15. */
  rate: z.number().positive(),
  /** In script order. */
  scenes: z.array(SceneNarration).min(1),
  /** The sum of the scenes. */
  durationSeconds: z.number().positive(),
  /** A stereo WAV of exactly `durationSeconds`. */
  music: z.strictObject({ provider: z.string(), artifact: z.string(), description: z.string() }).optional(),
})
export type Narration = z.infer<typeof Narration>
