import type { SearchProvider } from '@mavs/core'
import { createBrave } from '../../../packages/agents/src/search/brave.ts'
import { createSearxng } from '../../../packages/agents/src/search/searxng.ts'
import { createSerper } from '../../../packages/agents/src/search/serper.ts'
import { createTavily } from '../../../packages/agents/src/search/tavily.ts'
import { createWikipediaSearch } from '../../../packages/agents/src/search/wikipedia.ts'
import { KEY, startBrave, startSearxng, startSerper, startTavily, startWikipediaSearch } from '../../vendors/search.ts'
import type { Vendor } from '@mavs/core/testing'

export interface SearchVendor {
  readonly name: string
  start(): Promise<Vendor>
  /** The provider before the stand-in; `apiKey` is the right one unless given. */
  create(baseUrl: string, options?: { readonly apiKey?: string; readonly timeoutMs?: number }): SearchProvider
}

/** Every search engine that is built in, before its stand-in. */
export const SEARCH_VENDORS: readonly SearchVendor[] = [
  { name: 'tavily', start: startTavily, create: (baseUrl, options) => createTavily(withKey(baseUrl, options), {})! },
  { name: 'serper', start: startSerper, create: (baseUrl, options) => createSerper(withKey(baseUrl, options), {})! },
  { name: 'brave', start: startBrave, create: (baseUrl, options) => createBrave(withKey(baseUrl, options), {})! },
  {
    name: 'searxng',
    start: startSearxng,
    create: (baseUrl, { timeoutMs = 5000 } = {}) => createSearxng({ baseUrl, timeoutMs }, {})!,
  },
  {
    name: 'wikipedia',
    start: startWikipediaSearch,
    create: (baseUrl, { timeoutMs = 5000 } = {}) => createWikipediaSearch({ baseUrl, timeoutMs }),
  },
]

const withKey = (baseUrl: string, options: { readonly apiKey?: string; readonly timeoutMs?: number } = {}) => ({
  apiKey: KEY,
  timeoutMs: 5000,
  ...options,
  baseUrl,
})
