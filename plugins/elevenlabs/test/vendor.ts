import { startVendor, type Vendor, type VendorReply, type VendorRequest } from '@mavs/core/testing'
import { z } from 'zod'

export const KEY = 'sk_0123456789abcdef'
export const GEORGE = 'JBFqnCBsd6RMkjVDRZzb'
export const SARAH = 'EXAVITQu4vr4xnSDxMaL'
export const LILY = 'pFZP5JQG7iQjIXtSiPkX'

/** The fields of a request's body, of which the documentation allows no others (`BodyTextToSpeechFullWithTimestamps`). */
export const Body = z.strictObject({
  text: z.string().min(1),
  model_id: z.enum(['eleven_multilingual_v2', 'eleven_flash_v2_5', 'eleven_v3']).default('eleven_multilingual_v2'),
  language_code: z.string().length(2).nullish(),
  voice_settings: z
    .strictObject({
      stability: z.number().min(0).max(1),
      similarity_boost: z.number().min(0).max(1),
      style: z.number().min(0).max(1),
      use_speaker_boost: z.boolean(),
      speed: z.number().min(0.7).max(1.2),
    })
    .partial()
    .nullish(),
  seed: z.int().min(0).max(4_294_967_295).nullish(),
  previous_text: z.string().nullish(),
  next_text: z.string().nullish(),
  apply_text_normalization: z.enum(['auto', 'on', 'off']).optional(),
})
const Query = z.strictObject({
  output_format: z.enum(['pcm_16000', 'pcm_22050', 'pcm_24000', 'pcm_44100', 'pcm_48000', 'mp3_44100_128']).optional(),
  enable_logging: z.enum(['true', 'false']).optional(),
})

const MODELS = [
  { model_id: 'eleven_multilingual_v2', limit: 10_000, languages: ['en', 'de', 'ja'] },
  { model_id: 'eleven_flash_v2_5', limit: 40_000, languages: ['en', 'de', 'hu'] },
  { model_id: 'eleven_v3', limit: 300, languages: ['en'] },
]

const SETTINGS = { stability: 0.6, similarity_boost: 0.7, style: 0, use_speaker_boost: true }

/** More than one page of them, the first of which has one. */
const VOICES = [
  voice(GEORGE, 'George', { gender: 'male', language: 'en', accent: 'british', descriptive: 'mature' }, { speed: 1 }),
  voice(SARAH, 'Sarah', { gender: 'female', language: 'English' }, { speed: 0.9 }),
  voice(LILY, 'Lily', { gender: 'non-binary', language: 'en' }),
]

function voice(voice_id: string, name: string, labels: Record<string, string>, settings?: { speed: number }) {
  const verified_languages = [
    { language: 'en', model_id: 'eleven_multilingual_v2', accent: 'british', locale: 'en-GB' },
  ]
  const kept = settings ? { ...SETTINGS, ...settings } : null
  return { voice_id, name, category: 'premade', labels, description: null, settings: kept, verified_languages }
}

/** An error as the vendor documents it; `status` is the older name of `code`. */
export const refusal = (status: number, code: string, message = 'no'): VendorReply => ({
  status,
  body: { detail: { type: 'an_error', code, status: code, message, request_id: '3c80' } },
})

const CODES: Readonly<Record<number, string>> = {
  401: 'invalid_api_key',
  403: 'missing_permissions',
  404: 'voice_not_found',
  429: 'too_many_concurrent_requests',
}

/** Speaks the documented interface; `override` answers instead where a test needs something of its own. */
export function startElevenLabs(override: (request: VendorRequest) => VendorReply | undefined = () => undefined) {
  return startVendor({
    respond: (request) => override(request) ?? respond(request),
    errorBody: (status) => refusal(status, CODES[status] ?? 'internal_server_error', `the key ${KEY} is no good`).body,
  }) satisfies Promise<Vendor>
}

function respond(request: VendorRequest): VendorReply {
  const { url, method, headers } = request
  if (headers['xi-api-key'] !== KEY) return refusal(401, 'invalid_api_key')
  if (method === 'GET' && url.pathname === '/v1/models') return { body: MODELS.map(model) }
  if (method === 'GET' && url.pathname === '/v2/voices') return voices(url)
  const [, id] = /^\/v1\/text-to-speech\/([^/]+)\/with-timestamps$/.exec(url.pathname) ?? []
  if (method !== 'POST' || id === undefined) return { status: 404, body: { detail: 'Not Found' } }
  if (!VOICES.some(({ voice_id }) => voice_id === id)) return refusal(404, 'voice_not_found')
  return speak(request)
}

const model = ({ model_id, limit, languages }: (typeof MODELS)[number]) => ({
  model_id,
  name: model_id,
  can_do_text_to_speech: true,
  maximum_text_length_per_request: limit,
  languages: languages.map((language_id) => ({ language_id, name: language_id })),
})

function voices({ searchParams }: URL): VendorReply {
  if (Number(searchParams.get('page_size') ?? 10) > 100) return refusal(422, 'invalid_parameters')
  const page = Number(searchParams.get('next_page_token') ?? 0)
  const shown = page === 0 ? VOICES.slice(0, 1) : VOICES.slice(1)
  const has_more = page === 0
  return { body: { voices: shown, has_more, total_count: 3, next_page_token: has_more ? '1' : null } }
}

function speak(request: VendorRequest): VendorReply {
  const query = Query.safeParse(Object.fromEntries(request.url.searchParams))
  const body = Body.safeParse(request.json())
  if (!query.success || !body.success) {
    const issues = [...(query.error?.issues ?? []), ...(body.error?.issues ?? [])]
    const detail = issues.map(({ path, message }) => ({ loc: ['body', ...path], msg: message, type: 'value_error' }))
    return { status: 422, body: { detail } }
  }
  const { text, model_id, previous_text, next_text, voice_settings } = body.data
  if (text.length > MODELS.find((one) => one.model_id === model_id)!.limit) {
    return refusal(400, 'max_character_limit_exceeded')
  }
  const isStep = [0, 0.5, 1].includes(voice_settings?.stability ?? 0.5)
  const isRefused = !isStep || (previous_text ?? next_text) != null
  if (model_id === 'eleven_v3' && isRefused) return refusal(400, 'unsupported_model')
  const rate = Number(query.data.output_format?.slice('pcm_'.length) ?? 24_000)
  return { body: spoken(text, rate, voice_settings?.speed ?? 1) }
}

const CHARACTER_SECONDS = 0.06

/** A tone as long as the text, and the times of its characters, a mark taking as long as a letter. */
export function spoken(text: string, sampleRateHz: number, speed = 1) {
  const characters = [...text]
  const each = CHARACTER_SECONDS / speed
  const sound = new Int16Array(Math.round(characters.length * each * sampleRateHz))
  for (const at of sound.keys()) sound[at] = 8000 * Math.sin((2 * Math.PI * 220 * at) / sampleRateHz)
  const alignment = {
    characters,
    character_start_times_seconds: characters.map((_, at) => at * each),
    character_end_times_seconds: characters.map((_, at) => (at + 1) * each),
  }
  return { audio_base64: Buffer.from(sound.buffer).toString('base64'), alignment, normalized_alignment: alignment }
}
