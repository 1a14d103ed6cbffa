import { createRequire } from 'node:module'
import { basename, dirname, resolve, sep } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'

/** What the thread is started with. */
export interface WorkerData {
  /** The file of `kokoro-js`. */
  readonly library: string
  /** A folder, or undefined for a download of `model`. */
  readonly modelPath: string | undefined
  readonly model: string
  readonly cacheDirectory: string | undefined
  readonly dtype: string
}

/** One piece of text. */
export interface SpeakCommand {
  readonly id: number
  readonly text: string
  readonly voice: string
  readonly speed: number
}

/** The answer to the command with the same id. */
export type SpeakReply =
  | { readonly id: number; readonly samples: Float32Array<ArrayBuffer>; readonly sampleRateHz: number }
  | { readonly id: number; readonly error: string }

/** The part of the library that is used here, as its documentation describes it. */
interface KokoroLibrary {
  readonly KokoroTTS: {
    from_pretrained(model: string, options: { dtype: string; device: 'cpu' }): Promise<KokoroModel>
  }
}
interface KokoroModel {
  generate(
    text: string,
    options: { voice: string; speed: number },
  ): Promise<{ audio: Float32Array; sampling_rate: number }>
}

/** The settings of Transformers.js, which loads the model for the library. */
interface TransformersLibrary {
  readonly env: { allowRemoteModels: boolean; localModelPath: string; cacheDir: string }
}

const { library, modelPath, model, cacheDirectory, dtype } = workerData as WorkerData
let loading: Promise<KokoroModel> | undefined
/** One text after the other: two at once would take twice the memory and no less time. */
let queue: Promise<void> = Promise.resolve()

parentPort?.on('message', (command: SpeakCommand) => {
  queue = queue.then(() => send(command))
})

async function send(command: SpeakCommand): Promise<void> {
  const reply = await answer(command)
  parentPort!.postMessage(reply, 'samples' in reply ? [reply.samples.buffer] : [])
}

async function answer({ id, text, voice, speed }: SpeakCommand): Promise<SpeakReply> {
  try {
    loading ??= load()
    const { audio, sampling_rate: sampleRateHz } = await (await loading).generate(text, { voice, speed })
    return { id, samples: Float32Array.from(audio), sampleRateHz }
  } catch (error) {
    loading = undefined
    return { id, error: error instanceof Error ? error.message : String(error) }
  }
}

function load(): Promise<KokoroModel> {
  const require = createRequire(library)
  const { env } = require('@huggingface/transformers') as TransformersLibrary
  const { KokoroTTS } = require(library) as KokoroLibrary
  if (cacheDirectory !== undefined) env.cacheDir = resolve(cacheDirectory) + sep
  if (modelPath !== undefined) {
    env.allowRemoteModels = false
    env.localModelPath = dirname(resolve(modelPath)) + sep
  }
  return KokoroTTS.from_pretrained(modelPath === undefined ? model : basename(resolve(modelPath)), {
    dtype,
    device: 'cpu',
  })
}
