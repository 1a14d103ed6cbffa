import { z } from 'zod'

const name = z.string().min(1)

/** What the plugin can be told. */
export const PiperOptions = z.strictObject({
  /** The program, and what always follows it: `['python3', '-m', 'piper']`. Default: `PIPER_PATH`, else `piper` on the PATH. */
  command: z.tuple([name], name).optional(),
  /** The folder with the voices' models, `NAME.onnx` beside `NAME.onnx.json`, in it or below. Default: `PIPER_VOICES_DIR`. */
  voicesDirectory: name.optional(),
  /** The ids of the voices for "neutral", "male" and "female"; else the first fitting ones are taken. */
  voices: z.strictObject({ neutral: name, male: name, female: name }).partial().default({}),
  /** Models do not say whose voice they have: by voice id. */
  genders: z.record(name, z.enum(['female', 'male', 'neutral'])).default({}),
  /** Between two sentences. */
  sentenceSilenceSeconds: z.number().min(0).max(5).default(0.2),
  /** Texts at once: each loads its model and takes about a processor core. */
  concurrency: z.int().min(1).max(16).default(1),
  /** For one text, in milliseconds. */
  timeoutMs: z.int().positive().default(300_000),
})
export type PiperOptions = z.input<typeof PiperOptions>

/** The options with their defaults. */
export type PiperSettings = z.output<typeof PiperOptions>
