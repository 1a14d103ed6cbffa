import assert from 'node:assert/strict'
import { VideoError } from '../errors/video-error.ts'
import type { PageReader } from '../ports/page-reader.ts'
import { assertSettles, checkOf, type ContractCheck } from './contract.ts'

export interface PageReaderContractOptions {
  /** Makes a fresh reader; it is disposed after each check. It may reach the pages below, and nothing else that is private. */
  readonly create: () => PageReader | Promise<PageReader>
  /** A page with a title and several paragraphs. */
  readonly page: string
  /** A page without text. */
  readonly empty: string
  /** A page that is not there: 404. */
  readonly missing: string
}

/** What every page reader promises. */
export function pageReaderContract({ create, page, empty, missing }: PageReaderContractOptions): ContractCheck[] {
  const check = (name: string, work: (reader: PageReader) => Promise<void>) => checkOf(create, name, work)
  const signal = new AbortController().signal
  const refuses = async (reader: PageReader, url: string, codes: readonly string[]) =>
    assert.rejects(reader.read(url, { signal }), (error) => {
      assert.ok(VideoError.isInstance(error), `${url}: it threw no VideoError but ${String(error)}`)
      assert.ok(codes.includes(error.code), `${url}: it threw ${error.code}; expected ${codes.join(' or ')}`)
      return true
    })
  return [
    check('has an id without spaces and a version', async (reader) => {
      assert.match(reader.id, /^\S+$/)
      assert.match(reader.version, /\S/)
    }),
    check('reads a page: its address, its title and its paragraphs, in plain text', async (reader) => {
      const { url, title, text } = await reader.read(page, { signal })
      assert.match(url, /^https?:\/\//)
      assert.match(title, /\S/)
      assert.ok(text.split('\n\n').length >= 2, 'the text has no paragraphs')
      assert.doesNotMatch(text, /<\/?(?:p|div|script|style)\b/i)
    }),
    check('reads the same page in the same way again', async (reader) => {
      assert.deepEqual(await reader.read(page, { signal }), await reader.read(page, { signal }))
    }),
    check('refuses what is no public web page: files, credentials, private addresses', async (reader) => {
      for (const url of REFUSED) await refuses(reader, url, ['URL_REFUSED'])
    }),
    check('says so when a page has no text, or is not there', async (reader) => {
      await refuses(reader, empty, ['SOURCE_INVALID'])
      await refuses(reader, missing, ['PROVIDER_FAILED'])
    }),
    check('settles soon after its signal aborts', async (reader) => {
      const controller = new AbortController()
      const call = reader.read(page, { signal: controller.signal })
      controller.abort(new Error('called off'))
      await assertSettles(call, 'read')
    }),
  ]
}

const REFUSED = [
  'file:///etc/passwd',
  'ftp://example.org/page',
  'javascript:alert(1)',
  'not a url',
  'http://user:secret@example.org/',
  'http://169.254.169.254/latest/meta-data/',
  'http://10.0.0.1/',
  'http://[fd00::1]/',
]
