import { z } from 'zod'

const share = z.number().min(0).max(1)

/** What the plugin can be told. */
export const ElevenLabsOptions = z.strictObject({
  /** Default: `ELEVENLABS_API_KEY`. Without a key the provider takes no part. */
  apiKey: z.string().min(1).optional(),
  /** Another address of the same interface, e.g. of one of its data residencies; without a slash at its end. */
  baseUrl: z.url().default('https://api.elevenlabs.io'),
  /** `mavs` asks the vendor which languages it speaks and how much text it takes. */
  model: z.string().min(1).default('eleven_multilingual_v2'),
  /** Raw samples, whose rate a plan may limit: the vendor asks for a Pro plan from 44 100 Hz on. */
  outputFormat: z.enum(['pcm_16000', 'pcm_22050', 'pcm_24000', 'pcm_44100', 'pcm_48000']).default('pcm_24000'),
  /** The ids of the voices for "neutral", "male" and "female"; else the account's first fitting ones are taken. */
  voices: z
    .strictObject({ neutral: z.string().min(1), male: z.string().min(1), female: z.string().min(1) })
    .partial()
    .default({}),
  /** Over the settings that the account keeps with each voice. */
  voiceSettings: z
    .strictObject({ stability: share, similarityBoost: share, style: share, useSpeakerBoost: z.boolean() })
    .partial()
    .default({}),
  /** Longer texts are spoken in parts, each of which knows its neighbours; never more than the model takes. */
  maxCharacters: z.int().min(200).max(40_000).default(2500),
  /** Calls at once: what the plan allows. */
  concurrency: z.int().min(1).max(50).default(2),
  /** For one call, in milliseconds. */
  timeoutMs: z.int().positive().default(120_000),
})
export type ElevenLabsOptions = z.input<typeof ElevenLabsOptions>

/** The options with their defaults. */
export type ElevenLabsSettings = z.output<typeof ElevenLabsOptions>
