import type { CallOptions, Provider } from './provider.ts'

export type MediaKind = 'image' | 'footage'

/** What a scene needs a picture or clip for. */
export interface MediaQuery {
  /** A few words that name what is to be seen. */
  readonly query: string
  readonly kind: MediaKind
  readonly orientation: 'landscape' | 'portrait' | 'square'
  readonly minWidthPx: number
  readonly minHeightPx: number
  /** BCP 47 language of the query. */
  readonly language: string
  readonly count: number
}

/** A picture or clip that was found, with all that a credit needs. */
export interface MediaItem {
  /** Unique within its provider. */
  readonly id: string
  readonly kind: MediaKind
  readonly title: string
  readonly tags: readonly string[]
  readonly widthPx: number
  readonly heightPx: number
  /** Of footage. */
  readonly durationSeconds?: number
  /** Where the file is; `download` knows what to do with it. */
  readonly file: string
  /** The page on which people find it. */
  readonly page?: string
  readonly author?: string
  /** E.g. "CC BY 4.0", "Pexels License". */
  readonly licence: string
  readonly licenceUrl?: string
}

/** A stock of pictures or clips. Nothing found is an empty list, not an error. */
export interface MediaSearchProvider extends Provider {
  readonly kinds: readonly MediaKind[]
  search(query: MediaQuery, options: CallOptions): Promise<readonly MediaItem[]>
  /** Puts an item's file at a path of this machine, and tells the vendor of its use where its terms ask for that. */
  download(item: MediaItem, path: string, options: CallOptions): Promise<void>
}

/** Orders what was found by how well it shows what is meant; by default the similarity of words. */
export interface MediaRanker {
  readonly id: string
  /** A score from 0 to 1 for each item, in their order. */
  rank(meant: { readonly query: string; readonly narration: string }, items: readonly MediaItem[]): Promise<number[]>
  dispose?(): Promise<void>
}
