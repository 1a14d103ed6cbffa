import { createProviderGuard, type ProviderGuard, type ProviderLimits, type SpeechProvider } from '@mavs/core'

/** A vendor may be asked again at once; an engine on this machine may take long, but fails for reasons that stay. */
const REMOTE: ProviderLimits = { concurrency: 2, timeoutMs: 120_000, retries: 2 }
const LOCAL: ProviderLimits = { concurrency: 2, timeoutMs: 600_000, retries: 0 }

const guards = new WeakMap<SpeechProvider, ProviderGuard>()

/** The guard of a provider: one for all sessions of its system, for as long as the provider lives. */
export function guardOf(provider: SpeechProvider): ProviderGuard {
  const known = guards.get(provider)
  if (known) return known
  const guard = createProviderGuard(provider, provider.isRemote ? REMOTE : LOCAL)
  guards.set(provider, guard)
  return guard
}
