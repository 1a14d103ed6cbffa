import { z } from 'zod'
import { startVendor, type Vendor } from '@mavs/core/testing'

export const SPEECH_KEY = 'sk-proj-secret-1234567890'

const RATE_HZ = 24_000
const WORD_SECONDS = 0.35
/** The vendor's sound begins and ends with a little silence. */
const EDGE_SECONDS = 0.15

const VOICES = 'alloy ash ballad coral echo fable onyx nova sage shimmer verse marin cedar'.split(' ')
const FIRST_VOICES = 'alloy ash coral echo fable onyx nova sage shimmer'.split(' ')

/** `CreateSpeechRequest` of the vendor's OpenAPI document. */
const Body = z
  .strictObject({
    model: z.enum(['tts-1', 'tts-1-hd', 'gpt-4o-mini-tts', 'gpt-4o-mini-tts-2025-12-15']),
    input: z.string().min(1).max(4096),
    instructions: z.string().max(4096).optional(),
    voice: z.enum(VOICES),
    response_format: z.enum(['mp3', 'opus', 'aac', 'flac', 'wav', 'pcm']).default('mp3'),
    speed: z.number().min(0.25).max(4).default(1),
    stream_format: z.enum(['sse', 'audio']).default('audio'),
  })
  .refine(({ model, voice }) => !model.startsWith('tts-1') || FIRST_VOICES.includes(voice), 'no voice of this model')

/** `POST /v1/audio/speech` of api.openai.com: a tone for each word, as a streamed WAV file whose header knows no length. */
export async function startOpenAiSpeech(key: string | undefined = SPEECH_KEY): Promise<Vendor> {
  const vendor = await startVendor({
    errorBody,
    respond(request) {
      if (request.method !== 'POST' || request.url.pathname !== '/v1/audio/speech') {
        return { status: 404, body: errorBody(404) }
      }
      if (key !== undefined && request.headers['authorization'] !== `Bearer ${key}`) {
        return { status: 401, body: errorBody(401) }
      }
      const body = Body.safeParse(request.json())
      if (!body.success)
        return { status: 400, body: errorOf(z.prettifyError(body.error), 'invalid_request_error', null) }
      const { input, speed, response_format } = body.data
      if (response_format !== 'wav') return { status: 400, body: errorBody(400) }
      return { headers: { 'content-type': 'audio/wav' }, body: streamedWav(tones(input, speed)) }
    },
  })
  return { ...vendor, baseUrl: `${vendor.baseUrl}/v1` }
}

const errorOf = (message: string, type: string, code: string | null) => ({
  error: { message, type, param: null, code },
})

/** The vendor's error bodies, from its guide to error codes. */
export function errorBody(status: number) {
  if (status === 401) {
    return errorOf(`Incorrect API key provided: ${SPEECH_KEY}.`, 'invalid_request_error', 'invalid_api_key')
  }
  if (status === 429) return errorOf('Rate limit reached for requests', 'requests', 'rate_limit_exceeded')
  if (status >= 500) return errorOf('The server had an error while processing your request', 'server_error', null)
  return errorOf(`Error ${status}`, 'invalid_request_error', null)
}

/** A tone for each word with a gap after it, higher and lower by turns, between the silence at the edges. */
function tones(text: string, speed: number): Float32Array {
  const words = text.split(/\s+/).length
  const wordLength = Math.round((WORD_SECONDS / speed) * RATE_HZ)
  const edge = Math.round(EDGE_SECONDS * RATE_HZ)
  const samples = new Float32Array(words * wordLength + 2 * edge)
  for (let word = 0; word < words; word++) {
    const length = Math.round(wordLength * 0.9)
    for (let at = 0; at < length; at++) {
      const pitch = word % 2 ? 180 : 220
      const level = 0.4 * Math.sin((Math.PI * at) / length)
      samples[edge + word * wordLength + at] = level * Math.sin((2 * Math.PI * pitch * at) / RATE_HZ)
    }
  }
  return samples
}

function streamedWav(samples: Float32Array): Buffer {
  const file = Buffer.alloc(44 + 2 * samples.length)
  file.write('RIFF', 0, 'latin1')
  file.writeUInt32LE(0xffff_ffff, 4)
  file.write('WAVEfmt ', 8, 'latin1')
  file.writeUInt32LE(16, 16)
  file.writeUInt16LE(1, 20)
  file.writeUInt16LE(1, 22)
  file.writeUInt32LE(RATE_HZ, 24)
  file.writeUInt32LE(2 * RATE_HZ, 28)
  file.writeUInt16LE(2, 32)
  file.writeUInt16LE(16, 34)
  file.write('data', 36, 'latin1')
  file.writeUInt32LE(0xffff_ffff, 40)
  samples.forEach((sample, at) => file.writeInt16LE(Math.round(sample * 32_767), 44 + 2 * at))
  return file
}
