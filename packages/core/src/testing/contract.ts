import assert from 'node:assert/strict'
import { setTimeout as delay } from 'node:timers/promises'

/**
 * One clause of a port's contract. Any runner can use it:
 * `for (const check of speechContract({ create })) test(check.name, check.run)`.
 */
export interface ContractCheck {
  /** A sentence about behaviour. */
  readonly name: string
  /** Throws, saying what was expected and what was found, when the clause is broken. */
  run(): Promise<void>
}

/** A clause whose subject is made for it and disposed after it. */
export function checkOf<Subject>(
  create: () => Subject | Promise<Subject>,
  name: string,
  work: (subject: Subject) => Promise<void>,
): ContractCheck {
  return {
    name,
    async run() {
      const subject = await create()
      try {
        await work(subject)
      } finally {
        await (subject as { dispose?: () => Promise<void> }).dispose?.()
      }
    },
  }
}

/** Asserts that a call comes to an end soon after its signal aborted, whichever end that is. */
export async function assertSettles(call: Promise<unknown>, what: string, withinMs = 5000): Promise<void> {
  const enough = new AbortController()
  const late = delay(withinMs, true, { signal: enough.signal }).catch(() => false)
  const over = call.then(
    () => false,
    () => false,
  )
  const isLate = await Promise.race([over, late])
  enough.abort()
  assert.ok(!isLate, `${what} still ran ${withinMs} ms after its signal aborted`)
}

/** Asserts that samples are sound: finite, within -1 to 1, and not silent. */
export function assertSound(samples: Float32Array, what: string): void {
  let peak = 0
  for (const sample of samples) {
    assert.ok(Number.isFinite(sample), `${what} holds a sample that is no number`)
    peak = Math.max(peak, Math.abs(sample))
  }
  assert.ok(peak <= 1, `${what} goes up to ${peak}; expected at most 1`)
  assert.ok(peak > 0.001, `${what} is silent`)
}
