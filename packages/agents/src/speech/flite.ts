import { VideoError, type Speech, type SpeechProvider, type SpeechRequest, type Voice, type Word } from '@mavs/core'
import { hasForeignLetters, hasSound } from './characters.ts'
import { createFliteEngine, type FliteEngine, type FliteEngineOptions } from './flite-engine.ts'
import { joinSentences, type SpokenSentence } from './joining.ts'
import { normalise, type NormalisedText } from './normalise.ts'
import { alignPhones, type Span } from './phone-alignment.ts'
import { parsePhones, PAUSE, type Phone } from './phones.ts'
import { createPronunciations, type Pronunciations } from './pronunciations.ts'
import { splitSentences, writeSentence, type Sentence } from './sentences.ts'

/** Flite's own version and the revision of what is done around it: text, joins, word times. */
const VERSION = '2.3.1'

const SAMPLE_RATE_HZ = 16_000
const WAV_HEADER_BYTES = 44

/** Silence between two sentences at the voice's own rate. */
const SENTENCE_GAP_SECONDS = 0.38
/** What is kept of the silence before the first phone and after the last one. */
const LEAD_SECONDS = 0.03
const TAIL_SECONDS = 0.08

const languages = ['en-US', 'en']
const VOICES: readonly Voice[] = [
  { id: 'rms', description: 'US English, male, clear', gender: 'male', languages },
  { id: 'slt', description: 'US English, female, clear', gender: 'female', languages },
  { id: 'awb', description: 'English with a Scottish accent, male', gender: 'male', languages: ['en-GB', 'en'] },
  { id: 'kal16', description: 'US English, male, robotic', gender: 'male', languages },
]

/**
 * English speech without a key or a network: CMU Flite in WebAssembly, in a worker thread that starts with the first
 * text. Word times come from Flite's own phones.
 */
export function createFlite(options: FliteEngineOptions = {}): SpeechProvider {
  const engine = createFliteEngine(options)
  const pronunciations = createPronunciations(engine)
  return {
    id: 'flite',
    version: VERSION,
    isRemote: false,
    quality: 'plain',
    defaults: { neutral: 'rms', male: 'rms', female: 'slt' },
    voices: async () => VOICES,
    async synthesize(request, { signal }) {
      checkRequest(request)
      const text = normalise(request.text)
      checkScript(text)
      const spoken: SpokenSentence[] = []
      for (const sentence of splitSentences(text.spoken)) {
        spoken.push(await speakSentence(sentence, request, { engine, pronunciations, signal }))
      }
      return assemble(text, spoken, request.rate)
    },
    dispose: () => engine.dispose(),
  }
}

function checkRequest({ voice, language, rate }: SpeechRequest): void {
  if (!VOICES.some(({ id }) => id === voice)) {
    const known = VOICES.map(({ id }) => id).join(', ')
    throw new VideoError('VOICE_UNKNOWN', `flite has no voice "${voice}"; it has ${known}`, { details: { voice } })
  }
  if (!/^en\b/.test(language)) throw unsupported(`text in the language "${language}"`, language)
  if (!(rate >= 0.5 && rate <= 2)) {
    throw new VideoError('REQUEST_INVALID', `speech rate must be from 0.5 to 2 (got ${rate})`, { details: { rate } })
  }
}

/** Refuses a text most of whose words are in another script: Flite would stay silent. */
function checkScript({ words }: NormalisedText): void {
  const sounding = words.filter(hasSound)
  const foreign = sounding.filter(hasForeignLetters)
  if (foreign.length * 2 > sounding.length) throw unsupported(`this text ("${words.slice(0, 6).join(' ')} …")`)
}

function unsupported(what: string, language?: string): VideoError {
  const message =
    `speech provider "flite" speaks English only and cannot say ${what}. Give the text in English, or add a ` +
    'speech provider for its language as a plugin.'
  return new VideoError('LANGUAGE_UNSUPPORTED', message, { details: { provider: 'flite', language } })
}

interface Means {
  readonly engine: FliteEngine
  readonly pronunciations: Pronunciations
  readonly signal: AbortSignal
}

async function speakSentence(sentence: Sentence, request: SpeechRequest, means: Means): Promise<SpokenSentence> {
  const { engine, pronunciations, signal } = means
  const stretch = `duration_stretch=${(1 / request.rate).toFixed(4)}`
  const text = writeSentence(sentence)
  const commandLine = ['-voice', request.voice, '--setf', stretch, '-psdur', '-t', text, '-o', 'speech.wav']
  const { files, stdout, stderr, exitCode } = await engine.run(commandLine, signal)
  const samples = decodeWav(files.get('speech.wav'))
  if (exitCode !== 0 || samples === undefined) {
    const reason = stderr.trim() || `exit code ${exitCode}`
    throw new VideoError('PROVIDER_FAILED', `speech provider "flite" could not say "${text.trim()}": ${reason}`, {
      details: { provider: 'flite' },
    })
  }
  const expected = await pronunciations.of(
    sentence.words.map((word) => word.text),
    signal,
  )
  const phones = parsePhones(stdout)
  return trim(samples, phones, alignPhones(expected, phones))
}

/** 16-bit mono samples as numbers from -1 to 1. */
function decodeWav(file: Uint8Array | undefined): Float32Array | undefined {
  if (file === undefined || file.length < WAV_HEADER_BYTES) return undefined
  const view = new DataView(file.buffer, file.byteOffset + WAV_HEADER_BYTES, file.byteLength - WAV_HEADER_BYTES)
  return Float32Array.from({ length: Math.floor(view.byteLength / 2) }, (_, at) => view.getInt16(2 * at, true) / 32_768)
}

/** Cuts the silence before the first phone and after the last one. */
function trim(samples: Float32Array, phones: readonly Phone[], words: readonly (Span | undefined)[]): SpokenSentence {
  const sounding = phones.filter(({ name }) => name !== PAUSE)
  const from = Math.max(0, (sounding[0]?.startSeconds ?? 0) - LEAD_SECONDS)
  const to = (sounding.at(-1)?.endSeconds ?? 0) + TAIL_SECONDS
  const cut = samples.slice(Math.round(from * SAMPLE_RATE_HZ), Math.round(to * SAMPLE_RATE_HZ))
  return {
    samples: cut,
    words: words.map((span) => span && { startSeconds: span.startSeconds - from, endSeconds: span.endSeconds - from }),
  }
}

/** One speech of all sentences, with times for the script's own words. */
function assemble(text: NormalisedText, sentences: readonly SpokenSentence[], rate: number): Speech {
  const gapSeconds = SENTENCE_GAP_SECONDS / rate
  const { samples, words } = joinSentences(sentences, { sampleRateHz: SAMPLE_RATE_HZ, gapSeconds })
  return {
    samples,
    sampleRateHz: SAMPLE_RATE_HZ,
    words: timeWords(text, words),
    ...(text.unspoken.length > 0 ? { unspoken: text.unspoken } : {}),
  }
}

/** A word is heard from the first to the last of what is said for it; a silent one takes no time after the one before. */
function timeWords(text: NormalisedText, spoken: readonly (Span | undefined)[]): Word[] {
  let end = 0
  return text.words.map((word, index) => {
    const { start: from, end: to } = text.spans[index]!
    const heard = spoken.slice(from, to).filter((span) => span !== undefined)
    const startSeconds = heard[0]?.startSeconds ?? end
    end = heard.at(-1)?.endSeconds ?? end
    return { text: word, startSeconds, endSeconds: end }
  })
}
