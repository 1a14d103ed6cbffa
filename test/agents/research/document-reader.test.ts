import { mkdtempSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { VideoError } from '@mavs/core'
import { afterAll, describe, expect, it } from 'vitest'
import { createDocumentReader } from '../../../packages/agents/src/research/document-reader.ts'
import { articlePage, startSite } from '../../vendors/pages.ts'
import { samplePdf } from './pdf.ts'

const reader = createDocumentReader()
const directory = mkdtempSync(join(tmpdir(), 'mavs-documents-'))
const documents = join(import.meta.dirname, 'documents')
afterAll(() => rm(directory, { recursive: true, force: true }))

async function file(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(directory, name)
  await writeFile(path, content)
  return path
}

async function refusal(path: string, role: 'script' | 'source'): Promise<VideoError> {
  const error: unknown = await reader.read(path, role).catch((reason: unknown) => reason)
  if (VideoError.isInstance(error)) return error
  throw new Error(`it was read: ${JSON.stringify(error)}`)
}

describe('reading a source', () => {
  it('names it by its file name, without the folder', async () => {
    const { name, text } = await reader.read(join(documents, 'tides.txt'), 'source')
    expect(name).toBe('tides.txt')
    expect(text).toContain('The sea rises and falls twice a day')
  })

  it('takes the main text of a page, as Markdown, and leaves menus, banners and scripts', async () => {
    const { text } = await reader.read(join(documents, 'bees.html'), 'source')
    expect(text).toMatch(/^# How honey bees share work/)
    expect(text).toMatch(/^#+ Nurses$/m)
    expect(text).toMatch(/^- Warming the brood$/m)
    expect(text).not.toMatch(/cookies|newsletter|track\(\)|About us|A bee at work|color: red/i)
  })

  it('joins the lines of a PDF into paragraphs, without hyphens, headers and page numbers', async () => {
    const header = 'Journal of Examples'
    const pages = [
      [header, 'The lock of a canal', 'A lock lifts boats between two stretches of water that lie at differ-', '1'],
      [header, 'ent heights, with nothing but gates and the weight of the water itself.', '2'],
      [header, 'Locks of two chambers save half of the water that a boat takes with it.', '3'],
    ]
    const path = await file('locks.pdf', samplePdf(pages))
    const { text } = await reader.read(path, 'source')
    expect(text).toContain('at different heights, with nothing but gates')
    expect(text).toMatch(/^## The lock of a canal$/m)
    expect(text).not.toMatch(/Journal of Examples|\b[123]\b/)
  })

  it('stops after the first 300 pages of a PDF: what comes later is not even looked at', async () => {
    const inLetters = (number: number) => String(number).replace(/\d/g, (digit) => 'abcdefghij'[Number(digit)]!)
    const pages = Array.from({ length: 305 }, (_, at) => [`The ship of ${inLetters(at)} sails to its port.`])
    const whole = samplePdf(pages).toString('latin1')
    // The object of a later page is cut short: whoever asks for it is told that the document is broken.
    const kids = /\/Kids \[([^\]]+)\]/
      .exec(whole)![1]!
      .split(' 0 R')
      .map((kid) => kid.trim())
    const broken = whole.replace(`\n${kids[303]} 0 obj\n<< `, `\n${kids[303]} 0 obj\n[[ `)
    expect(broken).not.toBe(whole)
    const { text } = await reader.read(await file('huge.pdf', Buffer.from(broken, 'latin1')), 'source')
    expect(text).toContain('of cjj sails')
    expect(text).not.toContain('of daa sails')
  })

  it('takes a page from the web, named by its address in the end; never one inside the network', async () => {
    const paragraphs = Array.from(
      { length: 4 },
      (_, at) => `Tides rise and fall twice a day, says paragraph ${at}, all over the world.`,
    )
    const site = await startSite({ '/a': { location: '/tides', body: '' }, '/tides': articlePage('Tides', paragraphs) })
    const web = createDocumentReader({ allowPrivate: (address) => address === '127.0.0.1' })
    const given = await web.read(`${site.baseUrl}/a`, 'source')
    expect(given.name).toBe(`${site.baseUrl}/tides`)
    expect(given.text).toMatch(/^# Tides\n\nTides rise/)
    await expect(reader.read(`${site.baseUrl}/a`, 'source')).rejects.toMatchObject({ code: 'URL_REFUSED' })
    await expect(web.read(`${site.baseUrl}/none`, 'source')).rejects.toMatchObject({ code: 'PROVIDER_FAILED' })
    await Promise.all([web.dispose(), site.close()])
  })

  it('drops a byte order mark', async () => {
    expect((await reader.read(await file('bom.md', '\uFEFF# Title\n'), 'source')).text).toBe('# Title\n')
  })
})

describe('a file that cannot be used', () => {
  const cases: [what: string, role: 'script' | 'source', name: string, content: string | Uint8Array, says: RegExp][] = [
    ['an empty one', 'source', 'empty.md', '', /^source ".*empty\.md" is empty: the file has 0 bytes/],
    ['one of white space', 'script', 'blank.md', ' \n\n', /^script ".*" is empty: it has no words/],
    ['a binary one', 'source', 'picture.png', Buffer.from([0x89, 0x50, 0, 0, 1]), /binary/],
    ['Latin-1 text', 'script', 'latin.txt', Buffer.from('caf\xe9 au lait', 'latin1'), /not UTF-8/],
    ['UTF-16 text', 'source', 'wide.txt', Buffer.from('\uFEFFtext', 'utf16le'), /UTF-16; save it as UTF-8/],
    ['a script that is too large', 'script', 'large.md', 'x'.repeat(500_001), /has 0\.5 MB; the limit is 0\.5 MB/],
    ['a source that is too large', 'source', 'large.txt', 'word '.repeat(400_001), /has 2\.0 MB; the limit is 2\.0 MB/],
    ['a PDF as a script', 'script', 'paper.pdf', samplePdf([['Hello']]), /is a PDF.*--source/],
    ['a page as a script', 'script', 'page.html', '<!doctype html><p>Hello</p>', /HTML.*--source/],
    ['a PDF without text', 'source', 'scan.pdf', samplePdf([[], []]), /PDF without text.*OCR/],
    ['a broken PDF', 'source', 'broken.pdf', '%PDF-1.4\nnothing follows', /not a readable PDF|without text/],
    [
      'a page without text',
      'source',
      'bare.html',
      '<html><body><img src="a.png"></body></html>',
      /without readable text/,
    ],
  ]
  it.each(cases)('is refused with the reason: %s', async (_, role, name, content, says) => {
    const error = await refusal(await file(name, content), role)
    expect(error.code).toBe(role === 'script' ? 'SCRIPT_INVALID' : 'SOURCE_INVALID')
    expect(error.message).toMatch(says)
    expect(error.details).toMatchObject({ option: role })
  })

  it('is refused when it is missing, or a directory', async () => {
    expect((await refusal(join(directory, 'none.md'), 'script')).message).toMatch(/none\.md" does not exist/)
    expect((await refusal(directory, 'source')).message).toMatch(/is a directory: give a file/)
    expect((await refusal('x'.repeat(5000), 'source')).message).toMatch(/does not exist/)
  })
})
