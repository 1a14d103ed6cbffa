import {
  createVendorClient,
  providerFailure,
  splitText,
  VideoError,
  type FailureKind,
  type SpeechProvider,
  type SpeechRequest,
  type VendorClient,
} from '@mavs/core'
import { decodeWav } from '@mavs/render'
import { z } from 'zod'
import { trimEdges } from './edges.ts'
import { joinSentences } from './joining.ts'
import { openAiDefaults, openAiVoices } from './openai-voices.ts'

/** Settings of speech over OpenAI's protocol; each falls back to its environment variable. */
export const OpenAiSpeechOptions = z.strictObject({
  /** `OPENAI_API_KEY`. */
  apiKey: z.string().min(1).optional(),
  /** `OPENAI_SPEECH_BASE_URL`: a server that speaks the same protocol. `OPENAI_BASE_URL` is for the language model only. */
  baseUrl: z.url().optional(),
  /** `OPENAI_SPEECH_MODEL`. */
  model: z.string().min(1).optional(),
  /** The voices of a server of one's own, the first one as its default. */
  voices: z
    .array(
      z.strictObject({
        id: z.string().min(1),
        gender: z.enum(['female', 'male', 'neutral']).default('neutral'),
        languages: z.array(z.string().min(2)).min(1).default(['en']),
      }),
    )
    .min(1)
    .optional(),
  requestsPerMinute: z.int().positive().default(60),
  timeoutMs: z.int().positive().default(120_000),
})
export type OpenAiSpeechOptions = z.input<typeof OpenAiSpeechOptions>

/** Asked for when nothing else is said. */
export const DEFAULT_SPEECH_MODEL = 'gpt-4o-mini-tts'

const VENDOR = 'https://api.openai.com/v1'

/** 4096 characters are allowed, but the model reads 2000 tokens, and in some languages a character is one. */
const LONGEST_INPUT = 2000
/** Two minutes of the vendor's sound are 6 MB. */
const MOST_BYTES = 64 * 1024 ** 2

/** Silence between two parts at the voice's own rate, beside what is left of each part's own. */
const PART_GAP_SECONDS = 0.25
/** A whole text may take as long as so many requests. */
const USUAL_PARTS = 5

/**
 * Speech of OpenAI (`OPENAI_API_KEY`) or of a server with the same `/audio/speech` (`OPENAI_SPEECH_BASE_URL`). Undefined
 * without either, and when the key is for another server's language model (`OPENAI_BASE_URL`).
 */
export function createOpenAiSpeech(
  options: OpenAiSpeechOptions,
  environment: Readonly<Record<string, string | undefined>>,
): SpeechProvider | undefined {
  const settings = OpenAiSpeechOptions.parse(options)
  const baseUrl = addressOf(settings, environment)
  if (baseUrl === undefined) return undefined
  const apiKey = settings.apiKey || environment.OPENAI_API_KEY
  const model = settings.model || environment.OPENAI_SPEECH_MODEL || DEFAULT_SPEECH_MODEL
  const isRemote = !/^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(baseUrl).hostname)
  const voices = settings.voices?.map((voice) => ({ ...voice, description: `${voice.id} of ${model}` }))
  const [own] = voices ?? []
  const client = createClient(baseUrl, apiKey, settings.timeoutMs)
  return {
    id: 'openai',
    ...(isRemote && { product: `openai/${model}` }),
    // What another server calls by the same name may be another voice.
    version: baseUrl === VENDOR ? model : `${model}@${new URL(baseUrl).host}`,
    isRemote,
    quality: 'natural',
    limits: {
      concurrency: 2,
      requestsPerMinute: settings.requestsPerMinute,
      timeoutMs: USUAL_PARTS * settings.timeoutMs,
      retries: 2,
    },
    defaults: own ? { neutral: own.id, male: own.id, female: own.id } : openAiDefaults(model),
    voices: async () => voices ?? openAiVoices(model),
    diagnose: async () => [
      {
        name: 'speech: openai',
        status: 'ok',
        message: `${model} at ${new URL(baseUrl).host}${apiKey ? ', a key is set' : ''}`,
      },
    ],
    async synthesize(request, { signal }) {
      const parts: SpokenSound[] = []
      for (const input of splitText(request.text, { language: request.language, maxCharacters: LONGEST_INPUT })) {
        parts.push(await speakPart(client, { ...request, text: input }, model, signal))
      }
      return joinParts(parts, request.rate)
    },
    dispose: () => client.dispose(),
  }
}

/** Where speech is asked for: never at a server, or with a key, that was named for something else. */
function addressOf(
  { apiKey, baseUrl }: OpenAiSpeechOptions,
  environment: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const { OPENAI_API_KEY, OPENAI_BASE_URL, OPENAI_SPEECH_BASE_URL } = environment
  const given = baseUrl || OPENAI_SPEECH_BASE_URL
  if (given && !URL.canParse(given)) throw new Error(`OPENAI_SPEECH_BASE_URL must be a URL (got "${given}")`)
  if (given) return given.replace(/\/+$/, '')
  if (apiKey) return VENDOR
  const isOfOther = OPENAI_BASE_URL && URL.parse(OPENAI_BASE_URL)?.host !== new URL(VENDOR).host
  return OPENAI_API_KEY && !isOfOther ? VENDOR : undefined
}

function createClient(baseUrl: string, apiKey: string | undefined, timeoutMs: number): VendorClient {
  return createVendorClient({
    provider: 'openai',
    baseUrl,
    headers: apiKey ? { authorization: `Bearer ${apiKey}` } : {},
    timeoutMs,
    maxBytes: MOST_BYTES,
    kindOf: (_, body) => KINDS.find(([code]) => body.includes(code))?.[1],
  })
}

/** What its error codes mean that its statuses do not tell. */
const KINDS: readonly (readonly [code: string, kind: FailureKind])[] = [
  ['insufficient_quota', 'quota'],
  ['billing_hard_limit_reached', 'quota'],
  ['content_policy_violation', 'refused-content'],
  ['moderation_blocked', 'refused-content'],
]

interface SpokenSound {
  readonly samples: Float32Array
  readonly sampleRateHz: number
}

async function speakPart(
  client: VendorClient,
  { text, voice, rate }: SpeechRequest,
  model: string,
  signal: AbortSignal,
): Promise<SpokenSound> {
  const json = { model, input: text, voice, response_format: 'wav', ...(rate !== 1 && { speed: rate }) }
  const answer = await client.bytes({ path: '/audio/speech', json, signal })
  try {
    const { left, sampleRateHz } = decodeWav(answer, 'of the answer')
    return { samples: left, sampleRateHz }
  } catch (error) {
    if (!VideoError.isInstance(error)) throw error
    throw providerFailure({
      provider: 'openai',
      kind: 'invalid-reply',
      message: `openai: ${error.message}`,
      cause: error,
    })
  }
}

/** One sound of all parts, with the same pause between any two, and no click where they meet. */
function joinParts(parts: readonly SpokenSound[], rate: number): SpokenSound {
  const [first, ...others] = parts
  if (!first) return { samples: new Float32Array(0), sampleRateHz: 24_000 }
  if (others.length === 0) return first
  const { sampleRateHz } = first
  if (others.some((part) => part.sampleRateHz !== sampleRateHz)) {
    throw providerFailure({
      provider: 'openai',
      kind: 'invalid-reply',
      message: 'openai answered parts of one text at different sample rates.',
    })
  }
  const { samples } = joinSentences(
    parts.map((part) => ({ ...trimEdges(part), words: [] })),
    { sampleRateHz, gapSeconds: PART_GAP_SECONDS / rate },
  )
  return { samples, sampleRateHz }
}
