import { preferredFirst, VideoError, type AgentContext, type SpeechProvider, type VideoRequest } from '@mavs/core'
import { speak } from '../speech/speak.ts'
import { rethrowUnlessOfProvider } from './fallback.ts'
import { resolveVoices, type VoiceChoice } from './voices.ts'

export interface EstimateOptions {
  readonly request: Pick<VideoRequest, 'voice_preference' | 'providers'>
  readonly language: string
  /** First choice first. */
  readonly speech: readonly SpeechProvider[]
  readonly context: Pick<AgentContext, 'ledger' | 'signal'>
}

/**
 * Makes a measure of how many seconds a text takes in the voice that will speak it, at its own rate. It is spoken for
 * this, and kept in the ledger: the audio stage finds it there.
 */
export function createEstimate(options: EstimateOptions): (text: string) => Promise<number> {
  const { request, language, speech, context } = options
  let choices: Promise<readonly VoiceChoice[]> | undefined
  return async (text) => {
    choices ??= resolveVoices(request.voice_preference, language, preferredFirst(speech, request.providers?.speech))
    return estimateSpeech(text, language, await choices, context)
  }
}

/** Seconds of a text in the first of the voices that can speak it. */
async function estimateSpeech(
  text: string,
  language: string,
  choices: readonly VoiceChoice[],
  context: Pick<AgentContext, 'ledger' | 'signal'>,
): Promise<number> {
  const failures: unknown[] = []
  for (const choice of choices) {
    try {
      return (await speak({ text, rate: 1, language }, choice, context)).seconds
    } catch (error) {
      rethrowUnlessOfProvider(error, context.signal)
      failures.push(error)
    }
  }
  throw allFailed(choices, failures)
}

/** One error for all providers: the first one's, which was the wanted one, with what the others said. */
export function allFailed(choices: readonly VoiceChoice[], failures: readonly unknown[]): VideoError {
  const [first] = failures
  if (failures.length === 1 && VideoError.isInstance(first)) return first
  const reasons = failures.map((error, index) => `${choices[index]?.provider.id ?? '?'}: ${messageOf(error)}`)
  return new VideoError('PROVIDER_FAILED', `no speech provider could speak the text (${reasons.join('; ')})`, {
    cause: first,
  })
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
