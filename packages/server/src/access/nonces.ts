/** Remembers what was used once, for as long as it could be used again. */
export interface Nonces {
  /** Notes a nonce until a time. False: it was noted before. Undefined: there is no room, so nobody can know. */
  note(nonce: string, untilMs: number, nowMs: number): boolean | undefined
}

const SWEEP_MS = 10_000

/** A memory in this process. Nothing is forgotten early: when `limit` nonces are alive, it takes no further one. */
export function createNonces(limit: number): Nonces {
  const alive = new Map<string, number>()
  let sweptAtMs = 0
  return {
    note(nonce, untilMs, nowMs) {
      if (nowMs - sweptAtMs >= SWEEP_MS) {
        sweptAtMs = nowMs
        for (const [other, until] of alive) if (until < nowMs) alive.delete(other)
      }
      const until = alive.get(nonce)
      if (until !== undefined && until >= nowMs) return false
      if (alive.size >= limit) return undefined
      alive.set(nonce, untilMs)
      return true
    },
  }
}
