import type { CallOptions, Provider } from './provider.ts'

/** A part of an article, in its order. The lead has an empty heading. */
export interface ArticleSection {
  readonly heading: string
  /** 0 for the lead, 1 for a chapter, 2 for a part of one … */
  readonly level: number
  /** Plain text: no markup, no notes, no formulas. */
  readonly paragraphs: readonly string[]
}

/** An article with what its attribution needs. */
export interface Article {
  readonly title: string
  /** BCP 47. */
  readonly language: string
  /** Of this very revision. */
  readonly url: string
  readonly revision: string
  /** ISO date of the revision. */
  readonly published?: string
  readonly publisher: string
  /** E.g. "CC BY-SA 4.0". */
  readonly licence: string
  readonly sections: readonly ArticleSection[]
}

/** An encyclopedia: whole articles on a topic, in a language. */
export interface EncyclopediaProvider extends Provider {
  /** The article on a topic; undefined when there is none that is clearly meant. */
  find(topic: string, language: string, options: CallOptions): Promise<Article | undefined>
}
