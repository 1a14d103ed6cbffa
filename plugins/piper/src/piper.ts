import {
  createProgram,
  decodePcm16,
  isMissingProgram,
  providerFailure,
  VideoError,
  type Diagnosis,
  type Program,
  type Speech,
  type SpeechProvider,
  type SpeechRequest,
} from '@mavs/core'
import { defaultVoices, readModels, type PiperModels, type PiperVoice } from './models.ts'
import { PiperOptions, type PiperSettings } from './options.ts'

/** The revision of what is done around the program. */
const REVISION = '1'

const NAME = 'speech: piper'
const REMEDY = 'Install Piper (pip install piper-tts) and set PIPER_PATH to its program, or option command'
const VOICES_REMEDY =
  'Download a voice (python3 -m piper.download_voices en_US-lessac-medium --data-dir FOLDER) and set PIPER_VOICES_DIR ' +
  'to the folder'

/**
 * Neural speech by the Piper that is installed on the machine, with the voices that were downloaded for it. It tells no
 * word times. Where the program or a voice is missing it has no voices to tell, and the diagnosis says what to do.
 */
export function createPiper(
  given: PiperOptions,
  environment: Readonly<Record<string, string | undefined>>,
): SpeechProvider {
  const options = PiperOptions.parse(given)
  const { sentenceSilenceSeconds, concurrency, timeoutMs } = options
  const program = createProgram({
    provider: 'piper',
    command: options.command ?? [environment['PIPER_PATH'] || 'piper'],
    // The Python program reads its input in the encoding of the terminal else.
    environment: { ...environment, PYTHONUTF8: '1' },
    timeoutMs,
    remedy: REMEDY,
  })
  const directory = options.voicesDirectory ?? environment['PIPER_VOICES_DIR']
  let isProgramKnown = false
  const ready = async (signal?: AbortSignal): Promise<PiperModels | Problem> => {
    const problem = isProgramKnown ? undefined : await problemOf(program, signal)
    signal?.throwIfAborted()
    if (problem) return problem
    isProgramKnown = true
    return modelsIn(directory, options.genders)
  }
  let defaults = defaultVoices([], {})
  return {
    id: 'piper',
    version: `${REVISION}-${sentenceSilenceSeconds}`,
    isRemote: false,
    quality: 'natural',
    limits: { concurrency, timeoutMs, retries: 0 },
    /** Which voices there are is known once they were asked for. */
    get defaults() {
      return defaults
    },
    async voices() {
      const { voices } = orThrow(await ready())
      defaults = defaultVoices(voices, options.voices)
      return voices.map(({ id, description, gender, languages }) => ({ id, description, gender, languages }))
    },
    async synthesize(request, { signal }) {
      const voice = voiceFor(request, orThrow(await ready(signal)).voices)
      const { stdout, stderr } = await program.run(commandLine(voice, request, options), {
        input: written(request.text),
        signal,
      })
      return readSpeech(stdout, stderr, voice)
    },
    diagnose: async () => [diagnosisOf(await ready())],
  }
}

/** Why there is no voice. */
interface Problem {
  readonly message: string
  readonly remedy: string
}

function orThrow(ready: PiperModels | Problem): PiperModels {
  if ('voices' in ready) return ready
  throw providerFailure({ provider: 'piper', kind: 'rejected', message: `piper: ${ready.message}. ${ready.remedy}.` })
}

/** Why the program cannot be used; another one has the same name (it configures mice). */
async function problemOf(program: Program, signal?: AbortSignal): Promise<Problem | undefined> {
  try {
    const { stdout, stderr } = await program.run(['--help'], signal && { signal })
    if (/output[_-]raw/.test(stdout.toString('utf8') + stderr)) return undefined
    return { message: 'the program "piper" is not the one that speaks', remedy: REMEDY }
  } catch (error) {
    if (isMissingProgram(error)) return { message: 'Piper is not installed', remedy: REMEDY }
    return { message: `the program does not run (${error instanceof Error ? error.message : error})`, remedy: REMEDY }
  }
}

async function modelsIn(
  directory: string | undefined,
  genders: PiperSettings['genders'],
): Promise<PiperModels | Problem> {
  if (!directory) return { message: 'no folder with voices is named', remedy: VOICES_REMEDY }
  try {
    const models = await readModels(directory, genders)
    if (models.voices.length > 0) return models
    return { message: `there is no voice in ${directory}${without(models)}`, remedy: VOICES_REMEDY }
  } catch (error) {
    return { message: `the folder with voices cannot be read: ${(error as Error).message}`, remedy: VOICES_REMEDY }
  }
}

const without = ({ unusable }: PiperModels): string =>
  unusable.length > 0 ? `; cannot be used: ${unusable.join('; ')}` : ''

function diagnosisOf(ready: PiperModels | Problem): Diagnosis {
  if (!('voices' in ready)) return { name: NAME, status: 'warning', ...ready }
  const status = ready.unusable.length > 0 ? 'warning' : 'ok'
  return { name: NAME, status, message: `${ready.voices.length} voices${without(ready)}` }
}

function voiceFor({ voice: id, rate }: SpeechRequest, voices: readonly PiperVoice[]): PiperVoice {
  const voice = voices.find((one) => one.id === id)
  if (voice === undefined) {
    const message = `piper has no voice "${id}"; it has ${voices.map((one) => one.id).join(', ') || 'none'}`
    throw new VideoError('VOICE_UNKNOWN', message, { details: { provider: 'piper', voice: id } })
  }
  if (rate >= 0.5 && rate <= 2) return voice
  throw new VideoError('REQUEST_INVALID', `speech rate must be from 0.5 to 2 (got ${rate})`, { details: { rate } })
}

/** Options in the spelling that both the maintained Python program and the older binary take. */
function commandLine(voice: PiperVoice, { rate }: SpeechRequest, options: PiperSettings): string[] {
  const given = {
    '--model': voice.model,
    '--config': `${voice.model}.json`,
    '--length_scale': (voice.lengthScale / rate).toFixed(4),
    '--sentence_silence': String(options.sentenceSilenceSeconds),
    ...(voice.speaker !== undefined && { '--speaker': String(voice.speaker) }),
  }
  return [...Object.entries(given).flat(), '--output_raw']
}

/** Each line would be a text of its own; two opening brackets would start the names of phonemes. */
const written = (text: string): string => `${text.replaceAll('[[', '[ [').replace(/[\p{Cc}\s]+/gu, ' ')}\n`

function readSpeech(pcm: Buffer, stderr: string, { sampleRateHz }: PiperVoice): Speech {
  if (pcm.length >= 2) return { samples: decodePcm16(pcm), sampleRateHz }
  const message = `piper: the program answered without sound${stderr === '' ? '' : `: ${stderr.slice(-300)}`}`
  throw providerFailure({ provider: 'piper', kind: 'invalid-reply', message })
}
