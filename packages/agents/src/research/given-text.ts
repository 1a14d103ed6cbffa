import { VideoError, type GivenText } from '@mavs/core'

/** What a text is given as, and what may be at most in it. */
export interface GivenTextRole {
  readonly role: 'script' | 'source'
  readonly maxBytes: number
}

export const SCRIPT_ROLE: GivenTextRole = { role: 'script', maxBytes: 500_000 }
export const SOURCE_ROLE: GivenTextRole = { role: 'source', maxBytes: 2_000_000 }

/** Throws unless the text holds words and is of a size that can be worked on. */
export function checkGivenText({ name, text }: GivenText, { role, maxBytes }: GivenTextRole): void {
  const bytes = Buffer.byteLength(text)
  if (bytes > maxBytes) {
    throw givenTextError(role, name, `has ${kilobytes(bytes)}; the limit is ${kilobytes(maxBytes)}`, {
      maxBytes,
      bytes,
    })
  }
  if (text.startsWith('%PDF-')) {
    throw givenTextError(role, name, 'is the content of a PDF file; give the file itself, or its text')
  }
  if (text.includes('\0')) throw givenTextError(role, name, 'is not text: it contains null characters')
  const controls = text.match(CONTROL)?.length ?? 0
  if (controls > 8 && controls > text.length / 100) {
    throw givenTextError(role, name, `is not text: it contains ${controls} control characters`)
  }
  if (!/[\p{L}\p{N}]/u.test(text)) throw givenTextError(role, name, 'is empty: it has no words')
}

/** An error about a given text: "script "talk.md" is empty …". */
export function givenTextError(
  role: 'script' | 'source',
  name: string,
  problem: string,
  details: Readonly<Record<string, unknown>> = {},
  cause?: unknown,
): VideoError {
  const code = role === 'script' ? 'SCRIPT_INVALID' : 'SOURCE_INVALID'
  return new VideoError(code, `${role} "${name}" ${problem}`, { details: { option: role, name, ...details }, cause })
}

/** Whether a text is an HTML page, by its file name or its beginning. */
export function isHtml(name: string, text: string): boolean {
  return /\.x?html?$/i.test(name) || /^\s*(<\?xml[^>]*>\s*)?(<!--[\s\S]*?-->\s*)?<(!doctype html|html)\b/i.test(text)
}

/** Reads a text; one that is nested so deeply that reading it overflows is refused. */
export async function readNested<Result>(
  { role }: GivenTextRole,
  name: string,
  read: () => Result | Promise<Result>,
): Promise<Result> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof RangeError)
      throw givenTextError(role, name, 'is nested too deeply, or has too many parts, to be read', {}, error)
    throw error
  }
}

const kilobytes = (bytes: number): string => `${Math.ceil(bytes / 1000).toLocaleString('en')} kB`

// oxlint-disable-next-line no-control-regex -- these are what is counted
const CONTROL = /[\u0001-\u0008\u000e-\u001f\u007f\ufffd]/g
