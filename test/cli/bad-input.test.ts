import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createTerminal, temporaryDirectory } from './terminal.ts'

const PROMPT = 'Create a video about machine learning'

/** What is typed, and what the one sentence must name: the option, the limit, what was given. */
const CASES: readonly (readonly [title: string, argv: readonly string[], names: readonly (string | RegExp)[]])[] = [
  ['a missing prompt', ['generate'], ['--prompt', '--script', '--source']],
  ['a short prompt', ['generate', '-p', 'Too short'], ['--prompt', '10 to 2000', '9 characters']],
  ['a long prompt', ['generate', '-p', 'x'.repeat(2001)], ['--prompt', '10 to 2000', '2001 characters']],
  ['a duration under the limit', ['generate', '-p', PROMPT, '-d', '9'], ['--duration', '10 to 600', '9']],
  ['a duration over the limit', ['generate', '-p', PROMPT, '-d', '601'], ['--duration', '10 to 600', '601']],
  ['a fractional duration', ['generate', '-p', PROMPT, '-d', '12.5'], ['--duration', 'whole number', '12.5']],
  ['a duration in words', ['generate', '-p', PROMPT, '-d', 'a minute'], ['--duration', 'whole number', 'a minute']],
  ['an unknown style', ['generate', '-p', PROMPT, '-s', 'baroque'], ['--style', 'documentary', 'baroque']],
  ['an unknown quality', ['generate', '-p', PROMPT, '-q', 'best'], ['--quality', 'ultra', 'best']],
  ['an unknown voice', ['generate', '-p', PROMPT, '-v', 'slk'], [/voice/i, 'slk', 'slt']],
  ['a negative seed', ['generate', '-p', PROMPT, '--seed=-1'], ['--seed', '0', '-1']],
  ['a language that is no tag', ['generate', '-p', PROMPT, '--language', 'English!'], ['--language', 'en', 'English!']],
  [
    'a provider without its port',
    ['generate', '-p', PROMPT, '--provider', 'flite'],
    ['--provider', 'NAME=VALUE', 'flite'],
  ],
  [
    'a provider of no port',
    ['generate', '-p', PROMPT, '--provider', 'voice=flite'],
    ['--provider', 'speech', 'voice=flite'],
  ],
  [
    'an unknown provider',
    ['generate', '-p', PROMPT, '--provider', 'speech=siri'],
    [/providers\.speech/, 'flite', 'siri'],
  ],
  [
    'an unknown agent',
    ['generate', '-p', PROMPT, '--agent', 'scripting=quiz'],
    [/agents\.scripting/, '@mavs/agents', 'quiz'],
  ],
  ['a configuration that is not there', ['stats', '--config', 'nowhere.ts'], ['--config', 'nowhere.ts']],
  ['an unknown option', ['generate', '-p', PROMPT, '--colour', 'red'], ['--colour']],
  ['an unknown command', ['make'], ['make']],
  ['an unknown session', ['status', '550e8400-e29b-41d4-a716-446655440000'], ['550e8400']],
  ['a session to cancel that does not exist', ['cancel', 'nothing'], ['nothing']],
  ['an age that is no number', ['cleanup', '--max-age', 'old'], ['--max-age', 'old']],
  ['--watch with --all', ['status', '--watch', '--all'], ['--watch', '--all']],
]

/** Files that cannot be used as a script or a source. */
const FILES: readonly (readonly [title: string, name: string, content: Buffer | undefined, says: RegExp])[] = [
  ['is missing', 'nowhere.md', undefined, /exist|found|ENOENT/i],
  ['is empty', 'empty.md', Buffer.from(''), /empty/i],
  ['is only white space', 'blank.md', Buffer.from(' \n\t\n'), /empty/i],
  ['is not UTF-8', 'latin1.txt', Buffer.from([0x63, 0x61, 0x66, 0xe9, 0x0a]), /UTF-8/],
  ['is binary', 'zeros.md', Buffer.alloc(4096), /text|binary|UTF-8/i],
  ['is too large', 'large.md', Buffer.alloc(30_000_000, 'word '), /large|MB|characters/i],
  ['is a PDF without text', 'blank.pdf', emptyPdf(), /text/i],
]

describe('bad input', () => {
  it.each(CASES)('is told for %s in one sentence, with exit code 2 and no session', async (_title, argv, names) => {
    const mavs = createTerminal(temporaryDirectory())
    const { code, stderr, stdout } = await mavs(...argv)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    for (const name of names) expect(stderr).toMatch(name)
    expect(stderr.trim().split('\n')).toHaveLength(1)
    expect((await mavs('status', '--json')).stdout).toBe('[]\n')
  })

  it.each(FILES)('is told for a file that %s', async (_title, name, content, says) => {
    const directory = temporaryDirectory()
    const path = join(directory, name)
    if (content !== undefined) writeFileSync(path, content)
    const mavs = createTerminal(join(directory, 'data'))
    for (const option of ['--script', '--source']) {
      const { code, stderr } = await mavs('generate', option, path)
      expect(stderr).toMatch(says)
      expect(stderr).toContain(name)
      expect(code).toBe(2)
    }
    expect((await mavs('status', '--json')).stdout).toBe('[]\n')
  })

  it('is told for more sources than there may be', async () => {
    const directory = temporaryDirectory()
    const path = join(directory, 'notes.md')
    writeFileSync(path, '# Notes\n\nSomething is said here.\n')
    const sources = Array.from({ length: 11 }, () => ['--source', path]).flat()
    const { code, stderr } = await createTerminal(join(directory, 'data'))('generate', ...sources)
    expect(stderr).toBe('mavs: --source must be given 10 times at most (got 11 files).\n')
    expect(code).toBe(2)
  })

  it('is told for a script whose scene is empty, by the scene’s headline', async () => {
    const directory = temporaryDirectory()
    const path = join(directory, 'talk.md')
    writeFileSync(path, '# Talk\n\n## First\n\nSomething is said here.\n\n## Second\n\n## Third\n\nAnd here.\n')
    const { code, stderr } = await createTerminal(join(directory, 'data'))('generate', '--script', path)
    expect(stderr).toMatch(/Second/)
    expect(code).toBe(2)
  })

  it('is told for a text that no voice can speak, naming what helps', async () => {
    const mavs = createTerminal(temporaryDirectory())
    const { code, stderr } = await mavs('generate', '-p', 'Сделай видео о том, как работает машинное обучение сегодня')
    expect(stderr).toMatch(/language/i)
    expect(code).toBe(2)
  })
})

/** The smallest valid PDF with one empty page. */
function emptyPdf(): Buffer {
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>',
  ]
  let text = '%PDF-1.4\n'
  const offsets = objects.map((body, index) => {
    const offset = text.length
    text += `${index + 1} 0 obj${body}endobj\n`
    return offset
  })
  const start = text.length
  text += `xref\n0 4\n0000000000 65535 f \n${offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')}`
  return Buffer.from(`${text}trailer<</Size 4/Root 1 0 R>>\nstartxref\n${start}\n%%EOF\n`)
}
