import { createHash } from 'node:crypto'
import { canonicalJson } from './canonical.ts'
import type { VideoRequest } from './request.ts'

/** A 32-bit seed from any parts, by SHA-256: the same parts give the same seed on every machine. */
export function seedFrom(...parts: readonly (string | number)[]): number {
  return createHash('sha256').update(JSON.stringify(parts)).digest().readUInt32LE(0)
}

/** A seeded source of numbers in [0, 1): mulberry32. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** The seed of a request: the given one, else a hash of everything in it but whose it is, who is told and what it may cost. */
export function seedOfRequest(request: VideoRequest): number {
  const { seed, user_id: _userId, webhook_url: _url, events: _events, max_cost_usd: _limit, ...rest } = request
  return seed ?? seedFrom(canonicalJson(rest))
}
