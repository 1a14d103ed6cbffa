import type { HealthDocument } from '../domain/session.ts'
import type { Clock } from '../ports/clock.ts'
import type { Diagnosis } from '../ports/renderer.ts'
import { isoTime } from './clock.ts'

/** How long what the providers said is believed: load balancers ask every few seconds. */
const PROVIDERS_FRESH_MS = 60_000

/** Makes the function that answers with the system's health, from quick checks and a remembered slow one. */
export function createHealth(
  clock: Clock,
  quick: () => Promise<readonly Diagnosis[]>,
  slow: () => Promise<readonly Diagnosis[]>,
): () => Promise<HealthDocument> {
  let remembered: { readonly at: number; readonly diagnoses: Promise<readonly Diagnosis[]> } | undefined
  return async () => {
    const now = clock.now()
    if (remembered === undefined || now - remembered.at > PROVIDERS_FRESH_MS) {
      remembered = { at: now, diagnoses: slow() }
    }
    return healthFrom([...(await quick()), ...(await remembered.diagnoses)], now)
  }
}

function healthFrom(diagnoses: readonly Diagnosis[], now: number): HealthDocument {
  const failed = diagnoses.filter((diagnosis) => diagnosis.status === 'failed')
  const warned = diagnoses.filter((diagnosis) => diagnosis.status === 'warning')
  const status = failed.length > 0 ? 'unhealthy' : warned.length > 0 ? 'degraded' : 'healthy'
  const words = [...failed, ...warned].map(({ name, message }) => `${name}: ${message}`).join('; ')
  const checks = Object.fromEntries(diagnoses.map(({ name, status }) => [name, status]))
  return {
    status,
    timestamp: isoTime(now),
    details: { message: words === '' ? 'All systems operational' : words, checks },
  }
}
