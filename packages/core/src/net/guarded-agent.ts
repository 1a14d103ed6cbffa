import { lookup as systemLookup, type LookupAddress, type LookupOptions } from 'node:dns'
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
  const resolveName = sharedLookup(lookup)
  return (hostname, options, callback) => {
    resolveName(hostname, options, (error, addresses) => {
      const refused = addresses.find(({ address }) => !mayReach(address, allowPrivate))
      const [first] = addresses
      if (error !== null) callback(error, '')
      else if (first === undefined) callback(new Error(`${hostname} has no address`), '')
      else if (refused !== undefined) callback(leadsInside(hostname, refused.address), '')
      else if (options.all === true) callback(null, [...addresses])
      else callback(null, first.address, first.family)
    })
  }
}

type Found = (error: Error | null, addresses: readonly LookupAddress[]) => void

/** The system resolves but a few names at once: those who ask for the same one wait together. */
function sharedLookup(lookup: LookupFunction) {
  const asked = new Map<string, Found[]>()
  return (hostname: string, options: LookupOptions, found: Found): void => {
    const key = `${hostname} ${options.family ?? 0} ${options.hints ?? 0}`
    const waiting = asked.get(key)
    if (waiting !== undefined) {
      waiting.push(found)
      return
    }
    const all = [found]
    asked.set(key, all)
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      asked.delete(key)
      for (const each of all) each(error, Array.isArray(addresses) ? addresses : [])
    })
  }
}

/** The message may reach whoever named the URL, who is not to learn the network's inside. */
const leadsInside = (hostname: string, address: string): VideoError =>
  new VideoError('URL_REFUSED', `${hostname} resolves to a private address.`, {
    details: { host: hostname, address },
  })
