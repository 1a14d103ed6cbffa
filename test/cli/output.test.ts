import type { SessionDocument } from '@mavs/core'
import { createContext } from '@mavs/cli'
import { describe, expect, it } from 'vitest'
import { createPaint } from '../../packages/cli/src/output/paint.ts'
import { sessionLines, sessionTable } from '../../packages/cli/src/output/sessions.ts'
import { fitTo, printable, widthOf, wrap } from '../../packages/cli/src/output/text.ts'

const ID = '550e8400-e29b-41d4-a716-446655440000'
const plain = createPaint({ colorDepth: 1 })
const colours = createPaint({ colorDepth: 8 })
const ESCAPE = '\u001b'

const session = (prompt: string, fields: Partial<SessionDocument> = {}): SessionDocument => ({
  session_id: ID,
  status: 'processing',
  stage: 'audio_generation',
  progress: 0.456,
  created_at: '2026-01-31T12:34:56.000Z',
  updated_at: '2026-01-31T12:35:56.000Z',
  estimated_completion: null,
  error_message: null,
  request_details: {
    prompt,
    duration_preference: 60,
    style: 'professional',
    voice_preference: 'neutral',
    quality: 'high',
    aspect_ratio: '16:9',
    captions: true,
    music: true,
  },
  warnings: [],
  usage: { cost_usd: 0, unpriced: [], entries: [] },
  providers: [],
  ...fields,
})

const PROMPTS = [
  'Create a professional video about artificial intelligence and what it means for small companies in the country',
  '人工知能についてのプロフェッショナルな動画を作成してください。小さな会社にとっての意味も説明してください。',
  '🎬👩‍🚀 Emoji 🌍 in the middle 👨‍👩‍👧‍👦 and at the end 🚀🚀🚀 of a prompt that is long enough to be cut 🇩🇪',
  'عن الذكاء الاصطناعي وما يعنيه للشركات الصغيرة في جميع أنحاء البلاد اليوم',
]

describe('tables', () => {
  const sessions = PROMPTS.map((prompt) => session(prompt))

  it.each([40, 60, 72, 80, 100, 120, 200])('fit a terminal of %i columns, with ids whole, in any script', (columns) => {
    const lines = sessionTable(sessions, columns, plain)
    for (const line of lines) expect(widthOf(line), line).toBeLessThanOrEqual(columns)
    expect(lines.filter((line) => line.includes(ID))).toHaveLength(PROMPTS.length)
    expect(lines.join('\n')).toContain('processing')
    expect(lines.join('\n')).toContain('45%')
  })

  it('drop the time first, then the stage; in very narrow terminals each session has two lines', () => {
    const head = (columns: number) => sessionTable(sessions, columns, plain)[0]
    expect(head(200)).toMatch(/^SESSION +STATUS +STAGE +DONE +CREATED \(UTC\) +PROMPT$/)
    expect(head(112)).toMatch(/CREATED/)
    expect(head(112)).not.toMatch(/STAGE/)
    expect(head(80)).toMatch(/^SESSION +STATUS +DONE +PROMPT$/)
    expect(sessionTable(sessions, 40, plain).slice(0, 2)).toEqual([ID, '  processing  45%  Create a professiona…'])
  })

  it('keep columns in line behind wide characters', () => {
    const lines = sessionTable(sessions, 200, plain)
    const starts = lines.map((line) => widthOf(line.slice(0, line.indexOf('45%'))))
    expect(new Set(starts.slice(1)).size).toBe(1)
  })

  it('are whole where there is no terminal', () => {
    const text = sessionTable(sessions, Number.POSITIVE_INFINITY, plain).join('\n')
    for (const prompt of PROMPTS) expect(text).toContain(prompt)
  })

  it('have colours where they are wanted, and the same width with them', () => {
    const painted = sessionTable(sessions, 80, colours)
    expect(painted.join('')).toContain(ESCAPE)
    expect(painted.map((line) => widthOf(line))).toEqual(sessionTable(sessions, 80, plain).map((line) => widthOf(line)))
    expect(sessionTable(sessions, 80, plain).join('')).not.toContain(ESCAPE)
  })
})

describe('a session', () => {
  it.each([40, 80])('has its words below its labels in %i columns, none lost', (columns) => {
    for (const prompt of PROMPTS.filter((text) => text.includes(' '))) {
      const lines = sessionLines(session(prompt), columns, plain)
      for (const line of lines) expect(widthOf(line), line).toBeLessThanOrEqual(Math.max(columns, 46))
      const start = lines.findIndex((line) => line.startsWith('Prompt'))
      const end = lines.findIndex((line) => line.startsWith('Created'))
      const words = lines.slice(start, end).map((line) => line.slice(10))
      expect(words.join(' ')).toBe(prompt)
    }
  })
})

describe('texts from outside', () => {
  it('cannot steer the terminal', () => {
    const prompt = `Clean${ESCAPE}[2J screen${ESCAPE}]0;title\u0007 and\r\nlines\u202e turned\u0008\u009b31m`
    expect(printable(prompt)).toBe('Clean screen and lines turned')
    const shown = [
      ...sessionTable([session(prompt)], 200, plain),
      ...sessionLines(session(prompt, { error_message: `${ESCAPE}[31mred` }), 200, plain),
    ].join('\n')
    expect([...shown].filter((letter) => letter !== '\n' && /\p{Cc}|\p{Bidi_Control}/u.test(letter))).toEqual([])
  })

  it('are measured as terminals show them, and cut between letters, not within one', () => {
    expect([widthOf('動画'), widthOf('👩‍🚀'), widthOf('é'), widthOf('a\u0301')]).toEqual([4, 2, 1, 1])
    expect(fitTo('動画を作成', 6)).toBe('動画…')
    expect(fitTo('👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦', 5)).toBe('👨‍👩‍👧‍👦👨‍👩‍👧‍👦…')
    expect(fitTo('fits', 4)).toBe('fits')
    expect(wrap('one two\u00a0three four', 9)).toEqual(['one', 'two three', 'four'])
  })
})

describe('the terminal', () => {
  const contextOf = (env: Record<string, string>, isTTY = true) => {
    const stream = { isTTY, columns: isTTY ? 72 : undefined, getColorDepth: () => 8 }
    return createContext({ ...process, env, stdin: process.stdin, stdout: stream, stderr: stream } as never)
  }

  it('has no colours with NO_COLOR, whatever it holds, nor in a pipe', () => {
    expect(contextOf({}).colorDepth).toBe(8)
    expect(contextOf({ NO_COLOR: '' }).colorDepth).toBe(8)
    expect(contextOf({ NO_COLOR: '1' }).colorDepth).toBe(1)
    expect(contextOf({ NO_COLOR: 'false' }).colorDepth).toBe(1)
    expect(contextOf({}, false).colorDepth).toBe(1)
  })

  it('tells its width, and shows no bar where it cannot move its cursor', () => {
    expect(contextOf({})).toMatchObject({ columns: 72, progressColumns: 72 })
    expect(contextOf({ TERM: 'dumb' })).toMatchObject({ columns: 72, progressColumns: undefined })
    expect(contextOf({}, false)).toMatchObject({ columns: undefined, progressColumns: undefined })
  })
})
