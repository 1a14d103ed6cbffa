import { isNotOfProvider, VideoError, type Ledger, type SpeechProvider, type Voice } from '@mavs/core'

/** The voices of a provider that is ready. */
export interface VoiceOffer {
  readonly provider: SpeechProvider
  readonly voices: readonly Voice[]
  /** For "neutral", "male" and "female": some providers know them only once they have been asked. */
  readonly defaults: SpeechProvider['defaults']
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
  /** Where what remote providers say is kept for a day. */
  readonly ledger?: Ledger
  /** The provider that the request asks for: it comes first, however good its voices are. */
  readonly preferred?: string | undefined
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
  conditions: VoiceConditions,
): Promise<{ readonly offers: readonly VoiceOffer[]; readonly passedOver: readonly PassedOver[] }> {
  if (providers.length === 0) {
    const message = 'no speech provider is loaded: keep the plugin @mavs/agents, or load one that speaks'
    throw new VideoError('PORT_MISSING', message, { details: { port: 'speech' } })
  }
  const asked = await Promise.all(providers.map((provider) => askFor(provider, conditions)))
  const isPreferred = ({ provider }: VoiceOffer): boolean => provider.id === conditions.preferred
  const passedOver = asked.filter((answer) => 'reason' in answer)
  const offers = asked
    .filter((answer) => 'voices' in answer)
    .toSorted((one, other) => qualityOf(other.provider) - qualityOf(one.provider))
    .toSorted((one, other) => Number(isPreferred(other)) - Number(isPreferred(one)))
  if (offers.length > 0) return { offers, passedOver }
  const reasons = passedOver.map(({ provider, reason }) => `${provider}: ${reason}`).join('; ')
  throw new VideoError('PROVIDER_FAILED', `no speech provider is ready (${reasons})`, { details: { passedOver } })
}

async function askFor(
  provider: SpeechProvider,
  { offline, ledger }: VoiceConditions,
): Promise<VoiceOffer | PassedOver> {
  const { id } = provider
  if (provider.isRemote && offline) return { provider: id, reason: 'the system is offline' }
  const { promise: late, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(
    () => reject(new Error(`it did not answer within ${LONGEST_ASK_MS / 1000} s`)),
    LONGEST_ASK_MS,
  )
  try {
    const told = ledger && provider.isRemote ? keptVoices(provider, ledger) : readyVoices(provider)
    return { provider, ...(await Promise.race([told, late])) }
  } catch (error) {
    if (isNotOfProvider(error)) throw error
    return { provider: id, reason: error instanceof Error ? error.message : String(error) }
  } finally {
    clearTimeout(timer)
  }
}

type ToldVoices = Pick<VoiceOffer, 'voices' | 'defaults'>

/** The voices of a provider that is ready; throws why it is not. */
async function readyVoices(provider: SpeechProvider): Promise<ToldVoices> {
  const found = await provider.diagnose?.()
  const fault = found?.find(({ status }) => status === 'failed')
  if (fault) throw new Error([fault.message, fault.remedy].filter(Boolean).join('; '))
  const voices = await provider.voices()
  return { voices, defaults: { ...provider.defaults } }
}

async function keptVoices(provider: SpeechProvider, ledger: Ledger): Promise<ToldVoices> {
  const today = new Date().toISOString().slice(0, 10)
  const call = { provider: `${provider.id}@${provider.version}`, operation: 'voices', input: {}, isRemote: true }
  const entry = await ledger.once({ ...call, scope: today }, () => readyVoices(provider))
  return entry.value
}
