import { reasonOf } from '../errors/reason.ts'
import { VideoError } from '../errors/video-error.ts'
import { withinLimit } from '../ports/clock.ts'
import type { SpeechProvider, Voice } from '../ports/speech.ts'
import { TOKENS } from '../ports/tokens.ts'
import type { SystemParts } from './start-worker.ts'

/** How long a provider may take to tell its voices. */
const LIST_TIMEOUT_MS = 10_000

type OwnedVoice = Voice & { readonly provider: string }

/**
 * The voices of all speech providers. One that does not tell its own is passed over, and logged; throws
 * `PROVIDER_FAILED` with the reasons when none does.
 */
export async function listVoices(parts: SystemParts): Promise<readonly OwnedVoice[]> {
  const { offline, plugins } = parts
  const providers = plugins.container.all(TOKENS.speech).filter(({ isRemote }) => !(isRemote && offline))
  const asked = await Promise.allSettled(providers.map((provider) => voicesOf(provider, parts)))
  const failures = asked.flatMap((answer, at) =>
    answer.status === 'rejected' ? [`${providers[at]!.id}: ${reasonOf(answer.reason)}`] : [],
  )
  if (failures.length > 0 && failures.length === providers.length) {
    throw new VideoError('PROVIDER_FAILED', `No speech provider tells its voices (${failures.join('; ')})`)
  }
  if (failures.length > 0) parts.logger.warn({ failures }, 'speech providers do not tell their voices')
  return asked.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []))
}

async function voicesOf(provider: SpeechProvider, { clock }: SystemParts): Promise<OwnedVoice[]> {
  const late = () => new Error(`no answer within ${LIST_TIMEOUT_MS / 1000} s`)
  const voices = await withinLimit(clock, LIST_TIMEOUT_MS, provider.voices(), late)
  return voices.map((voice) => ({ ...voice, provider: provider.id }))
}
