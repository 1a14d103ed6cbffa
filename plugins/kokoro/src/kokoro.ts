import {
  joinSounds,
  providerFailure,
  splitText,
  VideoError,
  type Diagnosis,
  type Speech,
  type SpeechProvider,
  type SpeechRequest,
} from '@mavs/core'
import { createEngine, type Engine, type Sound } from './engine.ts'
import { findLibrary, missingFiles, type Library } from './library.ts'
import { KokoroOptions, type KokoroSettings } from './options.ts'
import { DEFAULTS, VOICES } from './voices.ts'

/** The revision of what is done around the library. */
const REVISION = '1'

const NAME = 'speech: kokoro'
const REMEDY = 'npm install kokoro-js'

/** About as many letters as the model takes phonemes; pieces that are too long all the same are halved. */
const MOST_CHARACTERS = 400

/** Where the provider runs. */
export interface KokoroSurroundings {
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Where the application's packages are installed. Default: the working directory. */
  readonly applicationDirectory?: string
}

/**
 * Natural English speech on the machine itself, by `kokoro-js` in a process of its own. It tells no word times. Where the
 * library or the model's folder is missing it has no voices to tell, and the diagnosis says what to do.
 */
export function createKokoro(given: KokoroOptions, surroundings: KokoroSurroundings): SpeechProvider {
  const options = KokoroOptions.parse(given)
  const { environment, applicationDirectory = process.cwd() } = surroundings
  const modelPath = options.modelPath ?? (environment['KOKORO_MODEL_PATH'] || undefined)
  const readiness = () => checkReadiness(findLibrary(applicationDirectory), modelPath, options)
  let engine: Engine | undefined
  return {
    id: 'kokoro',
    version: `${REVISION}-${modelPath === undefined ? options.model : 'local'}-${options.dtype}`,
    isRemote: modelPath === undefined,
    quality: 'natural',
    limits: { concurrency: 1, timeoutMs: options.timeoutMs, retries: 1 },
    defaults: DEFAULTS,
    async voices() {
      libraryOf(readiness())
      return VOICES
    },
    async synthesize(request, { signal }) {
      checkRequest(request)
      const library = libraryOf(readiness()).path
      engine ??= createEngine({ ...options, modelPath, library }, environment)
      return speak(request, engine, signal)
    },
    diagnose: async () => [diagnosisOf(readiness(), modelPath, options)],
    async dispose() {
      await engine?.dispose()
    },
  }
}

interface Problem {
  readonly message: string
  readonly remedy: string
}

function checkReadiness(
  library: Library | undefined,
  modelPath: string | undefined,
  { dtype }: KokoroSettings,
): { readonly library: Library } | Problem {
  if (library === undefined) return { message: 'the package kokoro-js is not installed', remedy: REMEDY }
  const missing = modelPath === undefined ? [] : missingFiles(modelPath, dtype)
  if (missing.length === 0) return { library }
  return {
    message: `the model's folder ${modelPath} lacks ${missing.join(', ')}`,
    remedy:
      'Put the files of the published model there, or set KOKORO_MODEL_PATH to their folder, or choose another dtype',
  }
}

function diagnosisOf(
  ready: { readonly library: Library } | Problem,
  modelPath: string | undefined,
  { model, dtype }: KokoroSettings,
): Diagnosis {
  if (!('library' in ready)) return { name: NAME, status: 'warning', ...ready }
  const from = modelPath ?? `${model}, downloaded at the first use unless it was before`
  return { name: NAME, status: 'ok', message: `kokoro-js ${ready.library.version}, ${dtype} model: ${from}` }
}

function libraryOf(ready: { readonly library: Library } | Problem): Library {
  if ('library' in ready) return ready.library
  const message = `kokoro: ${ready.message}. ${ready.remedy}.`
  throw providerFailure({ provider: 'kokoro', kind: 'rejected', message })
}

function checkRequest({ voice, rate, language }: SpeechRequest): void {
  if (!VOICES.some(({ id }) => id === voice)) {
    const message = `kokoro has no voice "${voice}"; \`mavs voices\` lists those that it has`
    throw new VideoError('VOICE_UNKNOWN', message, { details: { provider: 'kokoro', voice } })
  }
  if (!/^en\b/i.test(language)) {
    const message = `speech provider "kokoro" speaks English only and cannot say text in the language "${language}"`
    throw new VideoError('LANGUAGE_UNSUPPORTED', message, { details: { provider: 'kokoro', language } })
  }
  if (!(rate >= 0.5 && rate <= 2)) {
    throw new VideoError('REQUEST_INVALID', `speech rate must be from 0.5 to 2 (got ${rate})`, { details: { rate } })
  }
}

async function speak(request: SpeechRequest, engine: Engine, signal: AbortSignal): Promise<Speech> {
  const sounds = await speakPieces(request, MOST_CHARACTERS, engine, signal)
  const sampleRateHz = sounds[0]?.sampleRateHz ?? 24_000
  const { samples } = joinSounds(
    sounds.map((sound) => limited(sound.samples)),
    { sampleRateHz },
  )
  return { samples, sampleRateHz }
}

/** One piece after the other, so that an abort leaves no more than one behind. */
async function speakPieces(
  request: SpeechRequest,
  maxCharacters: number,
  engine: Engine,
  signal: AbortSignal,
): Promise<Sound[]> {
  const { text, language, voice, rate: speed } = request
  const sounds: Sound[] = []
  for (const piece of splitText(text, { language, maxCharacters })) {
    const sound = await engine.speak({ text: piece, voice, speed }, signal)
    const half = Math.ceil(piece.length / 2)
    sounds.push(...(sound ? [sound] : await speakPieces({ ...request, text: piece }, half, engine, signal)))
  }
  return sounds
}

/** A model's samples may go a little beyond the range. */
const limited = (samples: Float32Array): Float32Array => samples.map((sample) => Math.min(Math.max(sample, -1), 1))
