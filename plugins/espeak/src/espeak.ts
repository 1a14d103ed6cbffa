import {
  createProgram,
  isMissingProgram,
  providerFailure,
  VideoError,
  type Diagnosis,
  type Speech,
  type SpeechProvider,
  type SpeechRequest,
  type Voice,
} from '@mavs/core'
import { EspeakOptions, FASTEST_WPM, SLOWEST_WPM } from './options.ts'
import { defaultVoices, parseVoices } from './voices.ts'
import { readWav } from './wav.ts'

/** The revision of what is done around the program. */
const REVISION = '1'

const NAME = 'speech: espeak'
const REMEDY =
  'Install eSpeak NG (Debian, Ubuntu: apt-get install espeak-ng; macOS: brew install espeak-ng), or set ESPEAK_PATH'

/**
 * Speech in more than a hundred languages by the eSpeak NG that is installed on the machine. It tells no word times: its
 * command line has none. Where the program is missing it has no voices to tell, and the diagnosis says what to do.
 */
export function createEspeak(
  given: EspeakOptions,
  environment: Readonly<Record<string, string | undefined>>,
): SpeechProvider {
  const options = EspeakOptions.parse(given)
  const { wordsPerMinute, variants, timeoutMs } = options
  const command = [options.program ?? (environment['ESPEAK_PATH'] || 'espeak-ng')] as const
  const program = createProgram({ provider: 'espeak', command, environment, timeoutMs, remedy: REMEDY })
  let known: readonly Voice[] | undefined
  const listVoices = async (signal?: AbortSignal): Promise<readonly Voice[]> => {
    known ??= parseVoices(
      (await program.run(['--voices'], { ...(signal && { signal }) })).stdout.toString('utf8'),
      variants,
    )
    return known
  }
  return {
    id: 'espeak',
    version: `${REVISION}-${wordsPerMinute}`,
    isRemote: false,
    quality: 'robotic',
    limits: { concurrency: 2, timeoutMs, retries: 1 },
    defaults: defaultVoices(variants),
    voices: () => listVoices(),
    async synthesize(request, { signal }) {
      checkRequest(request, await listVoices(signal))
      const speed = Math.min(Math.max(Math.round(wordsPerMinute * request.rate), SLOWEST_WPM), FASTEST_WPM)
      const commandLine = ['-v', request.voice, '-s', String(speed), '-b', '1', '-z', '--stdin', '--stdout']
      const { stdout, stderr } = await program.run(commandLine, { input: written(request.text), signal })
      return readSpeech(stdout, stderr)
    },
    async diagnose() {
      try {
        const { stdout } = await program.run(['--version'])
        const version = /\d+(\.\d+)+/.exec(stdout.toString('utf8'))?.[0] ?? 'of an unknown version'
        const message = `eSpeak NG ${version}, ${(await listVoices()).length} voices`
        return [{ name: NAME, status: 'ok', message }]
      } catch (error) {
        return [notReady(error)]
      }
    },
  }
}

function notReady(error: unknown): Diagnosis {
  const message = error instanceof Error ? error.message : String(error)
  if (!isMissingProgram(error)) return { name: NAME, status: 'warning', message }
  return { name: NAME, status: 'warning', message: 'eSpeak NG is not installed', remedy: REMEDY }
}

function checkRequest({ voice, rate }: SpeechRequest, voices: readonly Voice[]): void {
  if (!voices.some(({ id }) => id === voice)) {
    const message = `espeak has no voice "${voice}"; \`mavs voices\` lists those that it has`
    throw new VideoError('VOICE_UNKNOWN', message, { details: { provider: 'espeak', voice } })
  }
  if (!(rate >= 0.5 && rate <= 2)) {
    throw new VideoError('REQUEST_INVALID', `speech rate must be from 0.5 to 2 (got ${rate})`, { details: { rate } })
  }
}

/** Two opening brackets would start the names of phonemes. */
const written = (text: string): string => text.replaceAll('[[', '[ [').replace(/\p{Cc}+/gu, ' ')

function readSpeech(wav: Buffer, stderr: string): Speech {
  const speech = readWav(wav)
  if (speech !== undefined && speech.samples.length > 0) return speech
  const message = `espeak: the program answered without sound${stderr === '' ? '' : `: ${stderr.slice(-300)}`}`
  throw providerFailure({ provider: 'espeak', kind: 'invalid-reply', message })
}
