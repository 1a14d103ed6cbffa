import { VideoError, type SpeechProvider, type Voice } from '@mavs/core'

/** The voices of a provider that is ready. */
export interface VoiceOffer {
  readonly provider: SpeechProvider
  readonly voices: readonly Voice[]
}

/** A provider that was not taken, and why. */
export interface PassedOver {
  readonly provider: string
  readonly reason: string
}

/** What is known of the system when voices are looked for. */
export interface VoiceConditions {
  /** True when nothing may be asked of the network. */
  readonly offline: boolean
}

/** One that hangs keeps no request waiting. */
const LONGEST_ASK_MS = 10_000

const QUALITIES = ['robotic', 'plain', 'natural'] as const

/** How good a provider's voices are, for comparing. */
export const qualityOf = ({ quality = 'plain' }: SpeechProvider): number => QUALITIES.indexOf(quality)

/**
 * What the providers offer, the best voices first, and those that are out of the question: remote ones when the system
 * is offline, one that says itself that it is not ready, one that does not tell its voices. Throws `PORT_MISSING`
 * when there is no provider, and `PROVIDER_FAILED` when none is ready.
 */
export async function collectOffers(
  providers: readonly SpeechProvider[],
  { offline }: VoiceConditions,
): Promise<{ readonly offers: readonly VoiceOffer[]; readonly passedOver: readonly PassedOver[] }> {
  if (providers.length === 0) {
    const message = 'no speech provider is loaded: keep the plugin @mavs/agents, or load one that speaks'
    throw new VideoError('PORT_MISSING', message, { details: { port: 'speech' } })
  }
  const asked = await Promise.all(providers.map((provider) => askFor(provider, offline)))
  const passedOver = asked.filter((answer) => 'reason' in answer)
  const offers = asked
    .filter((answer) => 'voices' in answer)
    .toSorted((one, other) => qualityOf(other.provider) - qualityOf(one.provider))
  if (offers.length > 0) return { offers, passedOver }
  const reasons = passedOver.map(({ provider, reason }) => `${provider}: ${reason}`).join('; ')
  throw new VideoError('PROVIDER_FAILED', `no speech provider is ready (${reasons})`, { details: { passedOver } })
}

async function askFor(provider: SpeechProvider, offline: boolean): Promise<VoiceOffer | PassedOver> {
  const { id } = provider
  if (provider.isRemote && offline) return { provider: id, reason: 'the system is offline' }
  const { promise: late, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(
    () => reject(new Error(`it did not answer within ${LONGEST_ASK_MS / 1000} s`)),
    LONGEST_ASK_MS,
  )
  try {
    return await Promise.race([offerOf(provider), late])
  } catch (error) {
    return { provider: id, reason: error instanceof Error ? error.message : String(error) }
  } finally {
    clearTimeout(timer)
  }
}

async function offerOf(provider: SpeechProvider): Promise<VoiceOffer | PassedOver> {
  const found = await provider.diagnose?.()
  const fault = found?.find(({ status }) => status === 'failed')
  if (fault) return { provider: provider.id, reason: [fault.message, fault.remedy].filter(Boolean).join('; ') }
  return { provider, voices: await provider.voices() }
}
