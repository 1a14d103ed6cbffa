import type { Clock } from '../ports/clock.ts'
import type { Logger } from '../ports/logger.ts'
import type { GuardedFetch } from '../net/guarded-fetch.ts'
import type { Changes } from '../sessions/changes.ts'
import { isoTime } from '../sessions/clock.ts'
import type { SessionDatabase } from '../sessions/database.ts'
import { canClaim, claimMessage, pruneMessages, releaseMessage, settleMessage, type Claim } from './claims.ts'
import { postMessage } from './post.ts'
import { judge } from './schedule.ts'

export interface SenderOptions {
  readonly database: SessionDatabase
  readonly clock: Clock
  readonly logger: Logger
  readonly changes: Changes
  readonly fetch: GuardedFetch
  /** What messages are signed with, as `whsec_…`; asked once, before the first message. */
  readonly secret: () => Promise<string>
  /** Numbers in [0, 1), for the jitter. Default `Math.random`. */
  readonly random?: () => number
}

/** Sends the messages that sessions file for webhooks, until it is closed. */
export interface WebhookSender {
  /** Sends what is due for a moment longer, then gives back what has no answer yet. */
  close(): Promise<void>
}

/** The whole of a try, from resolving the name to the answer's headers. */
export const SEND_TIMEOUT_MS = 15_000
const LEASE_MS = 2 * SEND_TIMEOUT_MS
const POLL_MS = 1000
const PARALLEL = 32
/** So that a slow receiver, or one with very many messages, leaves room for the others. */
const PARALLEL_PER_RECEIVER = 4
const CLOSE_GRACE_MS = 2000
const PRUNE_EVERY_MS = 3_600_000
const KEEP_MS = 30 * 24 * 3_600_000

/** Starts to send. Several processes may do so on one data directory: each message is sent by one at a time. */
export function startSender(options: SenderOptions): WebhookSender {
  return new Sender(options)
}

class Sender implements WebhookSender {
  readonly #options: SenderOptions
  readonly #active = new Map<Claim, Promise<void>>()
  readonly #closing = new AbortController()
  readonly #abandoning = new AbortController()
  readonly #loop: Promise<void>
  #secret: string | undefined
  #prunedAt = Number.NEGATIVE_INFINITY

  constructor(options: SenderOptions) {
    this.#options = options
    this.#loop = this.#sendForEver()
  }

  async close(): Promise<void> {
    const { clock, fetch } = this.#options
    this.#closing.abort()
    await this.#loop
    await this.#attempt(() => this.#claimAll())
    const over = new AbortController()
    const settled = Promise.all(this.#active.values())
    if (this.#active.size > 0) {
      const grace = clock.sleep(CLOSE_GRACE_MS, over.signal).catch(() => undefined)
      await Promise.race([settled, grace])
    }
    over.abort()
    this.#abandoning.abort()
    await settled
    await fetch.close()
  }

  async #sendForEver(): Promise<void> {
    const { changes } = this.#options
    while (!this.#closing.signal.aborted) {
      // Asked for first, so that what is announced during the claims is not missed.
      const change = changes.next(POLL_MS, this.#closing.signal).catch(() => undefined)
      await this.#attempt(() => this.#claimAll())
      await this.#attempt(() => this.#prune())
      await change
    }
  }

  async #attempt(step: () => Promise<void>): Promise<void> {
    try {
      await step()
    } catch (error) {
      this.#options.logger.error({ error }, 'webhook messages could not be claimed or pruned; trying again')
    }
  }

  async #claimAll(): Promise<void> {
    const { database, clock, secret } = this.#options
    while (this.#active.size < PARALLEL) {
      const claim = { now: clock.now(), leaseMs: LEASE_MS, busyReceivers: this.#busyReceivers() }
      if (!(await database.read((connection) => canClaim(connection, claim)))) return
      this.#secret ??= await secret()
      const claimed = await database.write((connection) => claimMessage(connection, claim))
      if (claimed === undefined) return
      this.#active.set(claimed, this.#send(claimed, this.#secret))
    }
  }

  #busyReceivers(): string[] {
    const counts = new Map<string, number>()
    for (const { row } of this.#active.keys()) counts.set(row.receiver, (counts.get(row.receiver) ?? 0) + 1)
    return [...counts].filter(([, count]) => count >= PARALLEL_PER_RECEIVER).map(([receiver]) => receiver)
  }

  /** Never rejects: what cannot be written is in the log, and the message is sent again when its claim runs out. */
  async #send(claim: Claim, secret: string): Promise<void> {
    const { logger, changes } = this.#options
    const about = { sessionId: claim.row.session_id, messageId: claim.row.id, receiver: claim.row.receiver }
    try {
      await this.#sendAndSettle(claim, secret, about)
    } catch (error) {
      const isCutOff = this.#abandoning.signal.aborted
      if (isCutOff) await this.#release(claim)
      else logger.error({ ...about, error }, 'what came of a webhook message could not be written; it is sent again')
    } finally {
      this.#active.delete(claim)
      changes.announce()
    }
  }

  #release(claim: Claim): Promise<void> {
    const { database, logger } = this.#options
    return database
      .write((connection) => releaseMessage(connection, claim))
      .catch((error: unknown) => logger.warn({ messageId: claim.row.id, error }, 'a webhook message stays claimed'))
  }

  async #sendAndSettle(claim: Claim, secret: string, about: object): Promise<void> {
    const { database, clock, logger, fetch, random = Math.random } = this.#options
    const startedAt = clock.now()
    const outcome = await postMessage(claim.row, { fetch, clock, secret, signal: this.#abandoning.signal })
    const now = clock.now()
    const { status, error } = outcome
    const attempt = { at: isoTime(startedAt), duration_ms: now - startedAt, response_status: status, error }
    const verdict = judge(claim.row.event, [...claim.attempts.slice(0, -1), attempt], outcome, random())
    await database.write((connection) => settleMessage(connection, claim, attempt, verdict, now))
    const fields = { ...about, status, error, tries: claim.attempts.length }
    if (verdict.status === 'failed') logger.warn(fields, 'a webhook message was given up')
    else logger.debug(fields, verdict.status === 'delivered' ? 'webhook delivered' : 'webhook failed; trying again')
  }

  async #prune(): Promise<void> {
    const { database, clock } = this.#options
    const now = clock.now()
    if (now - this.#prunedAt < PRUNE_EVERY_MS) return
    this.#prunedAt = now
    while ((await database.write((connection) => pruneMessages(connection, now - KEEP_MS))) > 0);
  }
}
