import type { HealthDocument } from '../domain/session.ts'
import { withinLimit, type Clock } from '../ports/clock.ts'
import type { Diagnosis } from '../ports/renderer.ts'
import { isoTime } from './clock.ts'

export interface HealthProbes {
  readonly clock: Clock
  /** Of this process, its storage and its queue. */
  readonly quick: () => Promise<readonly Diagnosis[]>
  /** Of programs and vendors: may take seconds. */
  readonly slow: () => Promise<readonly Diagnosis[]>
}

/** How long answers are believed: load balancers ask all the time, and vendors count what they are asked. */
const QUICK_FRESH_MS = 1000
const SLOW_FRESH_MS = 60_000
/** How long a probe of the storage may take before it counts as failed. */
const QUICK_LIMIT_MS = 2000
/** How long the first answer waits for the slow probes. */
const FIRST_WAIT_MS = 50

/**
 * Makes the function that answers with the system's health. The slow probes run in the background: until they have
 * answered for the first time, `checks.providers` is `checking`, which counts for nothing.
 */
export function createHealth({ clock, quick, slow }: HealthProbes): () => Promise<HealthDocument> {
  const probeSlowly = remembering(clock, SLOW_FRESH_MS, slow)
  let found: readonly Diagnosis[] | undefined
  const look = async (): Promise<Findings> => {
    const slowly = probeSlowly().then(
      (diagnoses) => void (found = diagnoses),
      () => undefined,
    )
    const diagnoses = await quickly(clock, quick)
    if (found === undefined) await withinLimit(clock, FIRST_WAIT_MS, slowly, () => new Error()).catch(() => undefined)
    return findingsFrom([...diagnoses, ...(found ?? [])], found === undefined)
  }
  const remembered = remembering(clock, QUICK_FRESH_MS, look)
  return async () => {
    const { status, message, checks } = await remembered()
    return { status, timestamp: isoTime(clock.now()), details: { message, checks } }
  }
}

interface Findings {
  readonly status: HealthDocument['status']
  readonly message: string
  readonly checks: Readonly<Record<string, Diagnosis['status'] | 'checking'>>
}

function findingsFrom(diagnoses: readonly Diagnosis[], isChecking: boolean): Findings {
  const failed = diagnoses.filter(({ status }) => status === 'failed')
  const warned = diagnoses.filter(({ status }) => status === 'warning')
  const words = [...failed, ...warned].map(({ name, message }) => `${name}: ${message}`).join('; ')
  const checks = Object.fromEntries(diagnoses.map(({ name, status }) => [name, status]))
  return {
    status: failed.length > 0 ? 'unhealthy' : warned.length > 0 ? 'degraded' : 'healthy',
    message: words === '' ? 'All systems operational' : words,
    checks: isChecking ? { ...checks, providers: 'checking' } : checks,
  }
}

/** A storage that does not answer is a finding too. */
function quickly(clock: Clock, quick: HealthProbes['quick']): Promise<readonly Diagnosis[]> {
  const late = () => new Error(`gave no answer within ${QUICK_LIMIT_MS / 1000} s`)
  return withinLimit(clock, QUICK_LIMIT_MS, quick(), late).catch((error: unknown) => {
    const message = error instanceof Error ? error.message : String(error)
    return [{ name: 'storage', status: 'failed', message, remedy: 'See whether its disk still works.' }]
  })
}

/** The same function, asked again only when its last answer has grown old. One that fails is asked again at once. */
function remembering<Result>(clock: Clock, freshMs: number, ask: () => Promise<Result>): () => Promise<Result> {
  let last: { readonly at: number; readonly answer: Promise<Result> } | undefined
  return () => {
    const now = clock.now()
    // A clock that was set back must not keep an answer for ever.
    if (last !== undefined && now >= last.at && now - last.at < freshMs) return last.answer
    const answer = ask()
    last = { at: now, answer }
    answer.catch(() => (last = undefined))
    return answer
  }
}
