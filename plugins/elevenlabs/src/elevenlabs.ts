import {
  createVendorClient,
  decodePcm16,
  joinSounds,
  providerFailure,
  splitText,
  VideoError,
  type Speech,
  type SpeechProvider,
  type SpeechRequest,
  type VendorClient,
} from '@mavs/core'
import { fetchCatalogue, type Catalogue } from './catalogue.ts'
import { kindOf } from './failures.ts'
import { ElevenLabsOptions, type ElevenLabsSettings } from './options.ts'
import { SpokenReply, type Alignment } from './replies.ts'
import { spokenBody } from './request.ts'
import { wordTimes, type TimedCharacter } from './words.ts'

/** The revision of what is done with the vendor's answers; model and format are part of the version too. */
const REVISION = '1'

/** How long the account's voices are remembered. */
const REMEMBERED_MS = 3_600_000

/** A text's time limit is that of so many calls. */
const MOST_CALLS = 5

/** The vendor leaves little silence at the ends of a part. */
const GAP_SECONDS = 0.15

/** Natural voices of ElevenLabs, with the times of words (`ELEVENLABS_API_KEY`); undefined without a key. */
export function createElevenLabs(
  given: ElevenLabsOptions,
  environment: Readonly<Record<string, string | undefined>>,
): SpeechProvider | undefined {
  const options = ElevenLabsOptions.parse(given)
  const { apiKey = environment['ELEVENLABS_API_KEY'], model, outputFormat, timeoutMs, concurrency } = options
  if (!apiKey) return undefined
  const client = createVendorClient({
    provider: 'elevenlabs',
    baseUrl: options.baseUrl.replace(/\/+$/, ''),
    headers: { 'xi-api-key': apiKey, accept: 'application/json' },
    timeoutMs,
    kindOf,
  })
  const closing = new AbortController()
  const catalogue = remembered((signal) => fetchCatalogue(client, options, signal))
  let defaults: SpeechProvider['defaults'] = { neutral: '', male: '', female: '', ...options.voices }
  return {
    id: 'elevenlabs',
    product: `elevenlabs/${model}`,
    version: `${REVISION}-${model}-${outputFormat}`,
    isRemote: true,
    quality: 'natural',
    limits: { concurrency, timeoutMs: MOST_CALLS * timeoutMs, retries: 2 },
    /** Which voices an account has is known once they were asked for. */
    get defaults() {
      return defaults
    },
    async voices() {
      const found = await catalogue(closing.signal)
      defaults = found.defaults
      return found.voices
    },
    async synthesize(request, { signal }) {
      const found = await catalogue(signal)
      checkVoice(request, found)
      return speak(request, { client, catalogue: found, options, signal })
    },
    diagnose: async () => [
      { name: 'speech: elevenlabs', status: 'ok', message: `a key is set, for the model ${model}` },
    ],
    async dispose() {
      closing.abort(new Error('the speech provider was closed'))
      await client.dispose()
    },
  }
}

/** Keeps an answer for an hour; a failure is not kept. */
function remembered<Value>(fetch: (signal: AbortSignal) => Promise<Value>): (signal: AbortSignal) => Promise<Value> {
  let kept: { readonly value: Value; readonly at: number } | undefined
  return async (signal) => {
    if (kept === undefined || Date.now() - kept.at > REMEMBERED_MS)
      kept = { value: await fetch(signal), at: Date.now() }
    return kept.value
  }
}

function checkVoice({ voice }: SpeechRequest, { voices }: Catalogue): void {
  if (voices.some(({ id }) => id === voice)) return
  const message = `elevenlabs has no voice "${voice}" in this account; \`mavs voices\` lists those that it has`
  throw new VideoError('VOICE_UNKNOWN', message, { details: { provider: 'elevenlabs', voice } })
}

interface Means {
  readonly client: VendorClient
  readonly catalogue: Catalogue
  readonly options: ElevenLabsSettings
  readonly signal: AbortSignal
}

async function speak(request: SpeechRequest, means: Means): Promise<Speech> {
  const sampleRateHz = Number(means.options.outputFormat.slice('pcm_'.length))
  const { language, text } = request
  const texts = splitText(text, { language, maxCharacters: means.catalogue.maxCharacters })
  const parts: { samples: Float32Array; alignment: Alignment | null | undefined }[] = []
  for (const index of texts.keys()) parts.push(await speakPart(request, texts, index, means))
  const joined = joinSounds(
    parts.map(({ samples }) => samples),
    { sampleRateHz, gapSeconds: GAP_SECONDS },
  )
  const characters = parts.flatMap(({ alignment }, index) => timed(alignment, joined.startSeconds[index]!))
  const words = wordTimes(text, characters, joined.samples.length / sampleRateHz)
  return { samples: joined.samples, sampleRateHz, ...(words && { words }) }
}

async function speakPart(
  request: SpeechRequest,
  texts: readonly string[],
  index: number,
  { client, catalogue, options, signal }: Means,
): Promise<{ samples: Float32Array; alignment: Alignment | null | undefined }> {
  const reply = await client.json(
    {
      path: `/v1/text-to-speech/${encodeURIComponent(request.voice)}/with-timestamps`,
      query: { output_format: options.outputFormat },
      json: spokenBody(request, texts, index, { catalogue, options }),
      signal,
    },
    SpokenReply,
  )
  const samples = decodePcm16(Buffer.from(reply.audio_base64, 'base64'))
  if (samples.length > 0) return { samples, alignment: reply.alignment }
  const message = 'elevenlabs: the answer holds no sound.'
  throw providerFailure({ provider: 'elevenlabs', kind: 'invalid-reply', message })
}

function timed(alignment: Alignment | null | undefined, offset: number): TimedCharacter[] {
  if (!alignment) return []
  const { characters, character_start_times_seconds: starts, character_end_times_seconds: ends } = alignment
  if (starts.length !== characters.length || ends.length !== characters.length) return []
  return characters.map((text, at) => ({
    text,
    startSeconds: starts[at]! + offset,
    endSeconds: ends[at]! + offset,
  }))
}
