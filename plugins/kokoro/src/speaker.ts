import { createRequire } from 'node:module'
import { basename, dirname, resolve, sep } from 'node:path'

/** What the process is started with, as JSON in its first argument. */
export interface SpeakerOptions {
  /** The file of `kokoro-js`. */
  readonly library: string
  /** A folder, or undefined for a download of `model`. */
  readonly modelPath?: string | undefined
  readonly model: string
  readonly cacheDirectory?: string | undefined
  readonly dtype: string
}

/** One piece of text. */
export interface SpeakCommand {
  readonly id: number
  readonly text: string
  readonly voice: string
  readonly speed: number
}

/** The answer to the command with the same id: its sound, that the model would leave out its end, or a failure. */
export type SpeakReply =
  | { readonly id: number; readonly samples: Float32Array; readonly sampleRateHz: number }
  | { readonly id: number; readonly isTooLong: true }
  | { readonly id: number; readonly error: string }

/** The part of the library that is used here, as its documentation describes it. */
interface KokoroLibrary {
  readonly KokoroTTS: {
    from_pretrained(model: string, options: { dtype: string; device: 'cpu' }): Promise<KokoroModel>
  }
}
interface KokoroModel {
  generate(text: string, options: VoiceOptions): Promise<RawAudio>
  /** What `generate` calls with the text's phonemes, cut to what the model takes. */
  generate_from_ids(ids: { readonly dims: readonly number[] }, options: VoiceOptions): Promise<RawAudio>
}
interface VoiceOptions {
  readonly voice: string
  readonly speed: number
}
interface RawAudio {
  readonly audio: Float32Array
  readonly sampling_rate: number
}

/** Phonemes that the model takes at once, with the marks of beginning and end; the library drops those that follow. */
const MOST_TOKENS = 512

class TooLong extends Error {}

/** The settings of Transformers.js, which loads the model for the library. */
interface TransformersLibrary {
  readonly env: { allowRemoteModels: boolean; localModelPath: string; cacheDir: string }
}

const { library, modelPath, model, cacheDirectory, dtype } = JSON.parse(process.argv[2]!) as SpeakerOptions
let loading: Promise<KokoroModel> | undefined
/** One text after the other: two at once would take twice the memory and no less time. */
let queue: Promise<void> = Promise.resolve()

process.on('message', (command: SpeakCommand) => {
  queue = queue.then(async () => void process.send!(await answer(command)))
})
// Nobody is left to speak to.
process.on('disconnect', () => process.exit())

async function answer({ id, text, voice, speed }: SpeakCommand): Promise<SpeakReply> {
  try {
    loading ??= load()
    const { audio, sampling_rate: sampleRateHz } = await (await loading).generate(text, { voice, speed })
    return { id, samples: Float32Array.from(audio), sampleRateHz }
  } catch (error) {
    if (error instanceof TooLong) return { id, isTooLong: true }
    loading = undefined
    return { id, error: error instanceof Error ? error.message : String(error) }
  }
}

async function load(): Promise<KokoroModel> {
  const require = createRequire(library)
  const { env } = require('@huggingface/transformers') as TransformersLibrary
  const { KokoroTTS } = require(library) as KokoroLibrary
  if (cacheDirectory !== undefined) env.cacheDir = resolve(cacheDirectory) + sep
  if (modelPath !== undefined) {
    env.allowRemoteModels = false
    env.localModelPath = dirname(resolve(modelPath)) + sep
  }
  const name = modelPath === undefined ? model : basename(resolve(modelPath))
  const loaded = await KokoroTTS.from_pretrained(name, { dtype, device: 'cpu' })
  const generate = loaded.generate_from_ids.bind(loaded)
  loaded.generate_from_ids = async (ids, options) => {
    if (ids.dims.at(-1)! >= MOST_TOKENS) throw new TooLong()
    return generate(ids, options)
  }
  return loaded
}
