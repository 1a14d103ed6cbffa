import { createProviderChain, type LanguageModelProvider, type SearchProvider, type SearchResult } from '@mavs/core'
import { createOpenAiLanguageModel } from '../../../packages/agents/src/language-model/openai.ts'
import { createPageReader } from '../../../packages/agents/src/page-reader/page-reader.ts'
import type { WebTools } from '../../../packages/agents/src/research/web-session.ts'
import { startSite, type SitePage } from '../../vendors/pages.ts'
import type { Vendor } from '@mavs/core/testing'

/** The day on which every page of these tests is read. */
export const READ_ON = '2026-02-03'

/** A web of one site, with a search that finds all its pages in their order. */
export interface SmallWeb extends WebTools {
  readonly site: Vendor
  readonly queries: string[]
  readonly engine: SearchProvider
  close(): Promise<void>
}

export async function startWeb(pages: Readonly<Record<string, SitePage>>): Promise<SmallWeb> {
  const site = await startSite(pages)
  const queries: string[] = []
  const engine: SearchProvider = {
    id: 'small',
    version: '1',
    isRemote: true,
    limits: { retries: 0 },
    async search({ query, count }): Promise<readonly SearchResult[]> {
      queries.push(query)
      const found = Object.keys(pages).map((path) => ({
        title: path.slice(1),
        url: `${site.baseUrl}${path}`,
        snippet: '',
      }))
      return found.slice(0, count)
    },
  }
  const reader = createPageReader({ allowPrivate: (address) => address === '127.0.0.1' })
  return {
    site,
    queries,
    engine,
    search: createProviderChain('search', [engine]),
    pages: reader,
    now: () => Date.parse(`${READ_ON}T10:00:00Z`),
    async close() {
      await reader.dispose?.()
      await site.close()
    },
  }
}

/** A secret that must never leave, except to the server that it is for. */
export const SECRET = 'sk-very-secret-key-0123456789'

export const modelAt = (baseUrl: string): LanguageModelProvider =>
  createOpenAiLanguageModel({ apiKey: SECRET, baseUrl, model: 'small', maxRetries: 0 }, {})!
