import { z } from 'zod'

/** The range that eSpeak NG speaks in. */
export const SLOWEST_WPM = 80
export const FASTEST_WPM = 450

/** What the plugin can be told. */
export const EspeakOptions = z.strictObject({
  /** Path or name of the program. Default: `ESPEAK_PATH`, else `espeak-ng` on the PATH. */
  program: z.string().min(1).optional(),
  /** Words a minute at rate 1. */
  wordsPerMinute: z.int().min(SLOWEST_WPM).max(300).default(160),
  /** The variants with which the languages' voices are offered: `espeak-ng --voices=variant` lists them. */
  variants: z
    .strictObject({
      /** Default: the voice as it is, which in nearly all languages is male. */
      male: z.string().min(1).optional(),
      female: z.string().min(1).default('f3'),
    })
    .prefault({}),
  /** For one text, in milliseconds. */
  timeoutMs: z.int().positive().default(60_000),
})
export type EspeakOptions = z.input<typeof EspeakOptions>
