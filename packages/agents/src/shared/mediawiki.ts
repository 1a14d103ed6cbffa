import { createVendorClient, providerFailure, type VendorClient, type VendorOptions, type VideoError } from '@mavs/core'
import { z } from 'zod'
import { userAgent } from './user-agent.ts'

/** How wikis are asked. */
export interface MediaWikiOptions extends Pick<VendorOptions, 'provider' | 'timeoutMs' | 'maxBytes' | 'allowPrivate'> {
  /** Wikimedia asks for a contact in the client's name: an operator's address or page. */
  readonly contact?: string | undefined
}

/** Where wikis are asked: one client for each site. */
export interface MediaWiki {
  /** Asks a site's action API (`action=query`); `schema` is of the answer's `query`, which is absent when there is nothing. */
  query<Schema extends z.ZodType>(
    site: string,
    parameters: Readonly<Record<string, string | number>>,
    schema: Schema,
    signal: AbortSignal,
  ): Promise<z.output<Schema> | undefined>
  /** The client of a site, for its files. */
  client(site: string): VendorClient
  dispose(): Promise<void>
}

/** Wikimedia asks for one request after the other. */
export const WIKI_LIMITS = { concurrency: 1, retries: 2 } as const

/** Makes a client for wikis. */
export function createMediaWiki({ contact, ...options }: MediaWikiOptions): MediaWiki {
  const clients = new Map<string, VendorClient>()
  const client = (site: string): VendorClient => {
    const known = clients.get(site)
    if (known) return known
    const made = createVendorClient({ ...options, baseUrl: site, headers: { 'user-agent': userAgent(contact) } })
    clients.set(site, made)
    return made
  }
  return {
    client,
    async query(site, parameters, schema, signal) {
      const query = { action: 'query', format: 'json', formatversion: 2, maxlag: 5, ...parameters }
      const answer = z.looseObject({ error: Trouble.optional(), query: schema.optional() })
      const { error, query: found } = await client(site).json({ path: '/w/api.php', query, signal }, answer)
      if (error) throw refused(options.provider, error)
      return found as z.output<typeof schema> | undefined
    },
    dispose: async () => void (await Promise.all([...clients.values()].map((one) => one.dispose()))),
  }
}

const Trouble = z.looseObject({ code: z.string(), info: z.string() })

/** The API tells its own troubles with status 200; some ask for patience, anything else will be met again. */
function refused(provider: string, { code, info }: z.output<typeof Trouble>): VideoError {
  const kind = /^(maxlag|ratelimited|readonly|internal_api_error)/.test(code) ? 'unavailable' : 'rejected'
  return providerFailure({ provider, kind, message: `${provider} answered ${code}: ${info.slice(0, 200)}` })
}
