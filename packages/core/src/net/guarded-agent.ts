import { lookup as systemLookup, type LookupAddress } from 'node:dns'
import type { LookupFunction } from 'node:net'
import type { Agent } from 'undici'
import { VideoError } from '../errors/video-error.ts'
import { mayReach, type PrivateAccess } from './check-url.ts'

export interface GuardedAgentOptions {
  readonly allowPrivate: PrivateAccess
  /** Resolves names. Default: the system's. */
  readonly lookup?: LookupFunction
}

/**
 * An HTTP agent that connects to public addresses only. The check is part of the connection itself, on the very
 * addresses that it is made to, so that a name which resolves differently the next time gains nothing.
 */
export async function createGuardedAgent(options: GuardedAgentOptions): Promise<Agent> {
  // Loading it takes longer than all of core, and most processes never need it.
  const undici = await import('undici')
  return new undici.Agent({ connect: { timeout: 10_000, lookup: guardedLookup(options) }, allowH2: false })
}

function guardedLookup({ allowPrivate, lookup = systemLookup as LookupFunction }: GuardedAgentOptions): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      const addresses = found as unknown as readonly LookupAddress[]
      const [first] = addresses ?? []
      if (error !== null || first === undefined) {
        callback(error ?? new Error(`${hostname} has no address`), '')
        return
      }
      const refused = addresses.find(({ address }) => !mayReach(address, allowPrivate))
      if (refused !== undefined) callback(leadsInside(hostname, refused.address), '')
      else if (options.all === true) callback(null, [...addresses])
      else callback(null, first.address, first.family)
    })
  }
}

const leadsInside = (hostname: string, address: string): VideoError =>
  new VideoError('URL_REFUSED', `${hostname} resolves to the private address ${address}.`, {
    details: { host: hostname, address },
  })
