import { VideoError, type AgentContext, type SpeechProvider, type VideoRequest } from '@mavs/core'
import { isCostly, speak } from '../speech/speak.ts'
import { rethrowUnlessOfProvider } from './fallback.ts'
import { castVoice, type Casting, type VoiceChoice } from './voices.ts'

export interface EstimateOptions {
  readonly request: Pick<VideoRequest, 'voice_preference' | 'providers'>
  readonly language: string
  /** First choice first. */
  readonly speech: readonly SpeechProvider[]
  readonly context: Pick<AgentContext, 'ledger' | 'signal' | 'usage' | 'offline'>
}

/** Tells how many seconds a text takes in the voice that will speak it, at its own rate. */
export interface Estimate {
  /** It is spoken for this, and kept in the ledger: the audio stage finds it there. */
  (text: string): Promise<number>
  /**
   * Whether speaking costs money or the network: then a text should be measured only when it is surely said, and the
   * others be predicted from it. It may change with the first measure: when its provider fails, another one speaks.
   */
  isCostly?(): Promise<boolean>
}

/** Makes the measure of a script's voice. When its provider fails, it goes on with the next one's voice. */
export function createEstimate({ request, language, speech, context }: EstimateOptions): Estimate {
  let casting: Promise<Casting> | undefined
  let current = 0
  const failures: unknown[] = []
  const { offline, ledger } = context
  const conditions = { offline, ledger, preferred: request.providers?.speech }
  const cast = async () =>
    (await (casting ??= castVoice(request.voice_preference, language, speech, conditions))).choices

  const measure = async (text: string): Promise<number> => {
    const choices = await cast()
    while (current < choices.length) {
      const tried = current
      try {
        return (await speak({ text, rate: 1, language }, choices[tried]!, context)).seconds
      } catch (error) {
        rethrowUnlessOfProvider(error, context.signal)
        failures[tried] ??= error
        current = Math.max(current, tried + 1)
      }
    }
    throw allFailed(choices, failures)
  }
  const isCostlyNow = async () => {
    const choice = (await cast())[current]
    return choice !== undefined && isCostly(choice.provider)
  }
  return Object.assign(measure, { isCostly: isCostlyNow })
}

/** One error for all providers: the first one's, which was the wanted one, with what the others said. */
export function allFailed(choices: readonly VoiceChoice[], failures: readonly unknown[]): VideoError {
  const [first] = failures
  if (failures.length === 1 && VideoError.isInstance(first)) return first
  const reasons = failures.map((error, index) => named(choices[index]?.provider.id ?? '?', messageOf(error)))
  return new VideoError('PROVIDER_FAILED', `no speech provider could speak the text (${reasons.join('; ')})`, {
    cause: first,
  })
}

const named = (id: string, message: string): string => (message.startsWith(id) ? message : `${id}: ${message}`)
const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
