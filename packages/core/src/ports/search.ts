import type { CallOptions, Provider } from './provider.ts'

/** What is looked for on the web. */
export interface SearchQuery {
  readonly query: string
  /** BCP 47; results in it come first where the engine can. */
  readonly language: string
  /** At most so many results. */
  readonly count: number
}

/** One page that was found. */
export interface SearchResult {
  readonly title: string
  readonly url: string
  /** What the engine shows of it; plain text, may be empty. */
  readonly snippet: string
  /** ISO date, where the engine tells. */
  readonly published?: string
}

/** A search engine. No result is an empty list, not an error. */
export interface SearchProvider extends Provider {
  search(query: SearchQuery, options: CallOptions): Promise<readonly SearchResult[]>
}
