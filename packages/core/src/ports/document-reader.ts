import type { GivenText } from '../domain/request.ts'

/** Turns a file that a user names into text: Markdown, plain text, HTML, PDF. */
export interface DocumentReader {
  readonly id: string
  /**
   * Reads a file as a script or as a source; as a source also a page by its http(s) address. Throws `SCRIPT_INVALID` or
   * `SOURCE_INVALID` when it is missing, empty, too large, not UTF-8, or holds no text; for addresses also
   * `URL_REFUSED`, `PROVIDER_FAILED` or `TIMED_OUT`.
   */
  read(path: string, role: 'script' | 'source'): Promise<GivenText>
}
