import type { CallOptions } from './provider.ts'

/** A page as text, with what a source's entry needs. */
export interface Page {
  /** Where it was in the end, after redirects. */
  readonly url: string
  readonly title: string
  /** Readable text without navigation: paragraphs with blank lines between them. */
  readonly text: string
  readonly publisher?: string
  /** ISO date, where the page tells. */
  readonly published?: string
  /** BCP 47, where the page tells. */
  readonly language?: string
}

/** Reads pages (HTML, PDF, plain text) that a user, a search or a model named, through the guarded client only. */
export interface PageReader {
  readonly id: string
  readonly version: string
  /** Throws `URL_REFUSED`, `SOURCE_INVALID` (no text), `PROVIDER_FAILED` or `TIMED_OUT`. */
  read(url: string, options: CallOptions): Promise<Page>
  dispose?(): Promise<void>
}
