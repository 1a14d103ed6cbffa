import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { VideoError, type DocumentReader, type GivenText } from '@mavs/core'
import { createDocumentFetch, type DocumentFetch, type PageOptions } from '../page-reader/fetch-document.ts'
import { pdfOf } from '../page-reader/pdf-document.ts'
import { checkGivenText, givenTextError, isHtml, readNested, SCRIPT_ROLE, SOURCE_ROLE } from './given-text.ts'
import { pdfMarkdown } from './pdf.ts'

const MAX_PDF_BYTES = 50_000_000

type Role = 'script' | 'source'

/** The built-in reader of files: Markdown, plain text, and for sources also HTML and PDF, from the web too. */
export function createDocumentReader(pages: PageOptions = {}): DocumentReader & { dispose(): Promise<void> } {
  const documents = createDocumentFetch(pages)
  return {
    id: 'mavs-documents',
    read(path, role) {
      if (role === 'script') return readScriptFile(path)
      return /^https?:\/\//i.test(path) ? readSourcePage(path, documents) : readSourceFile(path)
    },
    dispose: () => documents.close(),
  }
}

/** Reads a source from the web; its name is the address at which it was found in the end. */
async function readSourcePage(url: string, documents: DocumentFetch): Promise<GivenText> {
  const document = await documents.fetch(url, new AbortController().signal)
  const name = document.url.slice(0, MAX_NAME)
  const text =
    document.kind === 'pdf' ? await readPdf(document.bytes, name) : await markdownOf(document.text, name, name)
  const given = { name, text }
  checkGivenText(given, SOURCE_ROLE)
  return given
}

const MAX_NAME = 500

/** Reads a script file: Markdown or plain text in UTF-8. Throws `SCRIPT_INVALID`. */
async function readScriptFile(path: string): Promise<GivenText> {
  const bytes = await readBytes(path, 'script')
  if (isPdf(bytes))
    throw givenTextError(
      'script',
      path,
      'is a PDF; a script is Markdown or plain text. To make a video from the PDF, give it as --source',
    )
  const given = { name: basename(path), text: decode(bytes, path, 'script') }
  if (isHtml(given.name, given.text)) {
    throw givenTextError(
      'script',
      path,
      'is an HTML page; a script is Markdown or plain text. To make a video from the page, give it as --source',
    )
  }
  checkGivenText(given, SCRIPT_ROLE)
  return given
}

/** Reads a source: Markdown, plain text, HTML (its main text) or PDF. Throws `SOURCE_INVALID`. */
export async function readSourceFile(path: string): Promise<GivenText> {
  const bytes = await readBytes(path, 'source')
  const name = basename(path)
  const text = isPdf(bytes) ? await readPdf(bytes, path) : await readText(bytes, path, name)
  const given = { name, text }
  checkGivenText(given, SOURCE_ROLE)
  return given
}

async function readBytes(path: string, role: Role): Promise<Buffer> {
  try {
    const { size } = await sizeOf(path, role)
    const limit = role === 'script' ? SCRIPT_ROLE.maxBytes : MAX_PDF_BYTES
    if (size > limit) throw tooLarge(path, role, size, limit)
    const bytes = await readFile(path)
    if (bytes.length === 0) throw givenTextError(role, path, 'is empty: the file has 0 bytes')
    if (role === 'source' && !isPdf(bytes) && size > SOURCE_ROLE.maxBytes)
      throw tooLarge(path, role, size, SOURCE_ROLE.maxBytes)
    return bytes
  } catch (error) {
    if (VideoError.isInstance(error)) throw error
    const reason = reasons[(error as NodeJS.ErrnoException).code ?? ''] ?? `cannot be read: ${String(error)}`
    throw givenTextError(role, path, reason, {}, error)
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist: check the path',
  ENOTDIR: 'does not exist: check the path',
  ENAMETOOLONG: 'does not exist: the path is too long',
  EACCES: 'cannot be read: permission denied',
  EPERM: 'cannot be read: permission denied',
}

async function sizeOf(path: string, role: Role): Promise<{ size: number }> {
  const status = await stat(path)
  if (status.isDirectory()) throw givenTextError(role, path, 'is a directory: give a file')
  if (!status.isFile()) throw givenTextError(role, path, 'is not a regular file')
  return { size: status.size }
}

function tooLarge(path: string, role: Role, bytes: number, limit: number): VideoError {
  const megabytes = (count: number): string => `${(count / 1e6).toFixed(1)} MB`
  return givenTextError(role, path, `has ${megabytes(bytes)}; the limit is ${megabytes(limit)}`, {
    bytes,
    maxBytes: limit,
  })
}

const isPdf = (bytes: Uint8Array): boolean => Buffer.from(bytes.subarray(0, 1024)).includes('%PDF-')

async function readPdf(bytes: Uint8Array, path: string): Promise<string> {
  const { blocks } = await pdfOf(bytes, path)
  return pdfMarkdown(blocks)
}

async function readText(bytes: Uint8Array, path: string, name: string): Promise<string> {
  return markdownOf(decode(bytes, path, 'source'), path, name)
}

async function markdownOf(text: string, path: string, name: string): Promise<string> {
  if (!isHtml(name, text)) return text
  const { htmlToMarkdown } = await import('./html.ts')
  const main = await readNested(SOURCE_ROLE, path, () => htmlToMarkdown(text))
  if (!/\p{L}/u.test(main)) throw givenTextError('source', path, 'is an HTML page without readable text')
  return main
}

function decode(bytes: Uint8Array, path: string, role: Role): string {
  const [first, second] = bytes
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    throw givenTextError(role, path, 'is UTF-16; save it as UTF-8')
  }
  if (bytes.subarray(0, 8192).includes(0)) throw givenTextError(role, path, 'is a binary file, not text')
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    throw givenTextError(role, path, 'is not UTF-8 text; save it as UTF-8', {}, error)
  }
}
