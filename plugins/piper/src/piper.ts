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
 * word times. Where the program or a voice is missing there are no voices, and the diagnosis says so.
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
  const models = async (): Promise<PiperModels> =>
    directory ? readModels(directory, options.genders) : { voices: [], unusable: [] }
  let isReady = false
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
      isReady ||= (await problemOf(program)) === undefined
      const voices = isReady ? (await models().catch(() => ({ voices: [] }))).voices : []
      defaults = defaultVoices(voices, options.voices)
      return voices.map(({ id, description, gender, languages }) => ({ id, description, gender, languages }))
    },
    async synthesize(request, { signal }) {
      const voice = voiceFor(request, (await models()).voices)
      const { stdout, stderr } = await program.run(commandLine(voice, request, options), {
        input: written(request.text),
        signal,
      })
      return readSpeech(stdout, stderr, voice)
    },
    diagnose: async () => [await diagnose(program, directory, models)],
  }
}

/** Why the program cannot be used; another one has the same name (it configures mice). */
async function problemOf(program: Program): Promise<{ readonly message: string; readonly remedy: string } | undefined> {
  try {
    const { stdout, stderr } = await program.run(['--help'])
    if (/output[_-]raw/.test(stdout.toString('utf8') + stderr)) return undefined
    return { message: 'the program "piper" is not the one that speaks', remedy: REMEDY }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return { message: isMissingProgram(error) ? reason : `the program does not run: ${reason}`, remedy: REMEDY }
  }
}

async function diagnose(
  program: Program,
  directory: string | undefined,
  models: () => Promise<PiperModels>,
): Promise<Diagnosis> {
  const warning = (message: string, remedy: string): Diagnosis => ({ name: NAME, status: 'warning', message, remedy })
  const problem = await problemOf(program)
  if (problem) return warning(problem.message, problem.remedy)
  if (!directory) return warning('the program is installed, but no folder with voices is named', VOICES_REMEDY)
  try {
    const { voices, unusable } = await models()
    const without = unusable.length > 0 ? `; cannot be used: ${unusable.join('; ')}` : ''
    if (voices.length === 0) return warning(`there is no voice in ${directory}${without}`, VOICES_REMEDY)
    return { name: NAME, status: unusable.length > 0 ? 'warning' : 'ok', message: `${voices.length} voices${without}` }
  } catch (error) {
    return warning(`the folder with voices cannot be read: ${(error as Error).message}`, VOICES_REMEDY)
  }
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
