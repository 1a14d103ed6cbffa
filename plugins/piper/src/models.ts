import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { SpeechProvider, Voice } from '@mavs/core'
import { z } from 'zod'
import type { PiperSettings } from './options.ts'

/** The part that matters here of what lies beside each model; older ones have no `language`. */
const ModelConfig = z.looseObject({
  audio: z.looseObject({ sample_rate: z.int().positive(), quality: z.string().nullish() }),
  language: z.looseObject({ code: z.string().min(2) }).nullish(),
  espeak: z.looseObject({ voice: z.string().min(2) }).nullish(),
  inference: z.looseObject({ length_scale: z.number().positive().nullish() }).nullish(),
  speaker_id_map: z.record(z.string(), z.int()).nullish(),
})

/** A voice with what the program needs to speak it. */
export interface PiperVoice extends Voice {
  /** Path of the `.onnx` file. */
  readonly model: string
  readonly sampleRateHz: number
  /** How long the model's own sounds are: 1.1 is ten percent slower. */
  readonly lengthScale: number
  /** Of a model with several. */
  readonly speaker?: number
}

/** What a folder holds. */
export interface PiperModels {
  readonly voices: readonly PiperVoice[]
  /** Models that cannot be used, with the reason. */
  readonly unusable: readonly string[]
}

/** Of a model with more speakers, only the first is offered. */
const MOST_SPEAKERS = 32

/** Reads the configurations of all models in a folder and below, in the order of their names. */
export async function readModels(directory: string, genders: PiperSettings['genders']): Promise<PiperModels> {
  const files = (await readdir(directory, { recursive: true })).filter((file) => file.endsWith('.onnx')).toSorted()
  const found = await Promise.all(files.map((file) => readModel(join(directory, file), genders)))
  const voices = found.flatMap((one) => (typeof one === 'string' ? [] : one))
  return {
    voices: [...new Map(voices.map((voice) => [voice.id, voice])).values()],
    unusable: found.filter((one) => typeof one === 'string'),
  }
}

async function readModel(model: string, genders: PiperSettings['genders']): Promise<PiperVoice[] | string> {
  try {
    const config = ModelConfig.parse(JSON.parse(await readFile(`${model}.json`, 'utf8')))
    return voicesOf(model, config, genders)
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message
    return `${basename(model)}: ${reason.replace(/\s+/g, ' ').slice(0, 200)}`
  }
}

function voicesOf(model: string, config: z.infer<typeof ModelConfig>, genders: PiperSettings['genders']): PiperVoice[] {
  const { audio, language, espeak, inference, speaker_id_map } = config
  const tag = (language?.code ?? espeak?.voice ?? 'en').replaceAll('_', '-')
  const name = basename(model, '.onnx')
  const quality = audio.quality ? `, ${audio.quality} quality` : ''
  const common = {
    languages: Intl.getCanonicalLocales(tag),
    model,
    sampleRateHz: audio.sample_rate,
    lengthScale: inference?.length_scale ?? 1,
  }
  const speakers = Object.entries(speaker_id_map ?? {})
  const named = speakers.length > 1 && speakers.length <= MOST_SPEAKERS ? speakers : []
  const all = named.length > 0 ? named.map(([who, speaker]) => ({ id: `${name}#${who}`, speaker })) : [{ id: name }]
  return all.map((one) => ({
    ...common,
    ...one,
    description: `Piper, ${one.id.replaceAll(/[_#-]+/g, ' ')}${quality}`,
    gender: genders[one.id] ?? 'neutral',
  }))
}

/** The voices that the operator chose, if they are there, else the first of each gender, else the first. */
export function defaultVoices(voices: readonly Voice[], chosen: PiperSettings['voices']): SpeechProvider['defaults'] {
  const known = (id: string | undefined) => voices.find((voice) => voice.id === id)?.id
  const first = (gender: Voice['gender']) => voices.find((voice) => voice.gender === gender)?.id
  const neutral = known(chosen.neutral) ?? voices[0]?.id ?? ''
  return {
    neutral,
    male: known(chosen.male) ?? first('male') ?? neutral,
    female: known(chosen.female) ?? first('female') ?? neutral,
  }
}
