/** What kinds of documents can be read. */
export type DocumentKind = 'html' | 'pdf' | 'text'

/**
 * What a document is, by what its server says and its first bytes, or undefined when it is nothing that can be read.
 * Bytes win over words where servers are often wrong: a PDF is one by its signature, and a type that says nothing
 * (`application/octet-stream`, none at all) is looked into.
 */
export function kindOf(bytes: Uint8Array, contentType: string): DocumentKind | undefined {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 1024))
  if (start.includes('%PDF-')) return 'pdf'
  const type = contentType.split(';')[0]!.trim().toLowerCase()
  if (BINARY_SIGNATURES.test(start) || isBinary(bytes)) return undefined
  if (/^(?:text\/html|application\/xhtml\+xml)$/.test(type)) return 'html'
  if (/^(?:text\/(?:css|javascript|ecmascript|xml|vtt|calendar)|application\/(?!octet-stream))/.test(type))
    return undefined
  if (type.startsWith('text/')) return 'text'
  if (type !== '' && !/^(?:application|binary)\/octet-stream$|^unknown\//.test(type)) return undefined
  return /^\W*<(?:!doctype\s+html|html|head|body|!--)/i.test(start) ? 'html' : 'text'
}

/** PNG, JPEG, GIF, RIFF, ZIP and what is built on it, gzip, MP4, Ogg. */
// oxlint-disable-next-line no-control-regex -- signatures are made of them
const BINARY_SIGNATURES = /^(?:\x89PNG|\xff\xd8\xff|GIF8|RIFF|PK\x03\x04|\x1f\x8b|.{4}ftyp|OggS)/s

/** Text has no null characters, but for UTF-16, which begins with a byte order mark. */
function isBinary(bytes: Uint8Array): boolean {
  const hasMark = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
  return !hasMark && bytes.subarray(0, 8192).includes(0)
}
