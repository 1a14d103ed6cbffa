import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildCaptionCues } from '../../../packages/render/src/captions/cues.ts'
import { formatSrt, parseSrt } from '../../../packages/render/src/captions/srt.ts'
import { captionText } from '../../../packages/render/src/captions/text.ts'
import type { TextCue } from '../../../packages/render/src/captions/timestamp.ts'
import { formatVtt, parseVtt } from '../../../packages/render/src/captions/vtt.ts'
import { spoken } from './spoken.ts'

const cues: TextCue[] = [
  { startSeconds: 0.5, endSeconds: 2.0004, lines: ['Fish & chips', 'cost <5 dollars'] },
  { startSeconds: 3661.25, endSeconds: 3664, lines: ['An hour later'] },
]

describe('formatSrt', () => {
  it('writes numbered blocks with a comma before the milliseconds', () => {
    expect(formatSrt(cues)).toBe(
      '1\n00:00:00,500 --> 00:00:02,000\nFish & chips\ncost <5 dollars\n\n' +
        '2\n01:01:01,250 --> 01:01:04,000\nAn hour later\n',
    )
  })

  it('is empty for no cues', () => {
    expect(formatSrt([])).toBe('')
    expect(parseSrt('')).toEqual([])
  })
})

describe('formatVtt', () => {
  it('writes a header, and escapes what WebVTT takes for markup', () => {
    expect(formatVtt(cues)).toBe(
      'WEBVTT\n\n00:00:00.500 --> 00:00:02.000\nFish &amp; chips\ncost &lt;5 dollars\n\n' +
        '01:01:01.250 --> 01:01:04.000\nAn hour later\n',
    )
  })

  it('keeps an arrow in the text from being read as a time line', () => {
    const arrow = [{ startSeconds: 0, endSeconds: 1, lines: ['a --> b'] }]
    expect(parseVtt(formatVtt(arrow))).toEqual(arrow)
  })
})

describe('parseVtt', () => {
  it('passes over notes and identifiers, and takes times without hours', () => {
    const text = 'WEBVTT - title\n\nNOTE x\n\nintro\n00:01.000 --> 00:02.500 align:start\nHello\n'
    expect(parseVtt(text)).toEqual([{ startSeconds: 1, endSeconds: 2.5, lines: ['Hello'] }])
  })
})

describe('any subtitle file', () => {
  const line = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 37 })
    .map((text) => text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ').trim())
    .filter((text) => text !== '')
  const anyCues = fc
    .array(
      fc.record({
        gapMs: fc.nat(10_000),
        lengthMs: fc.integer({ min: 1, max: 9000 }),
        lines: fc.array(line, { minLength: 1, maxLength: 2 }),
      }),
      { maxLength: 40 },
    )
    .map((items) => {
      let atMs = 0
      return items.map(({ gapMs, lengthMs, lines }): TextCue => {
        const startMs = atMs + gapMs
        atMs = startMs + lengthMs
        return { startSeconds: startMs / 1000, endSeconds: atMs / 1000, lines }
      })
    })

  it('is read back as it was written', () => {
    fc.assert(
      fc.property(anyCues, (given) => {
        expect(parseSrt(formatSrt(given))).toEqual(given)
        expect(parseVtt(formatVtt(given))).toEqual(given)
      }),
    )
  })

  it('holds every spoken word once, in order, at times that never go back', () => {
    const word = fc.stringMatching(/^[A-Za-z&<>-]{1,12}[.,?]?$/)
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 1, maxLength: 60 }),
        fc.double({ min: 8, max: 25, noNaN: true }),
        (texts, pace) => {
          const built = captionText(buildCaptionCues(spoken(texts.join(' '), pace), { language: 'en' }), 'en')
          for (const read of [parseSrt(formatSrt(built)), parseVtt(formatVtt(built))]) {
            expect(read.flatMap((cue) => cue.lines.join(' ').split(' '))).toEqual(texts)
            const times = read.flatMap((cue) => [cue.startSeconds, cue.endSeconds])
            expect(times).toEqual(times.toSorted((a, b) => a - b))
          }
        },
      ),
    )
  })
})
