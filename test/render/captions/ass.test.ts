import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Timeline, type CaptionCue, type CaptionLook } from '@mavs/core'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatAss } from '../../../packages/render/src/captions/ass.ts'
import { parseSrt } from '../../../packages/render/src/captions/srt.ts'
import { STYLE_NAMES } from '../drawing/timelines.ts'
import { temporaryFolder } from '../support/folder.ts'
import { spoken } from './spoken.ts'

const run = promisify(execFile)

describe('formatAss', () => {
  it('fills words while they are said, with the gaps between them, in hundredths of a second', () => {
    const lines = [
      [
        { text: 'Light', startSeconds: 1.2, endSeconds: 1.5 },
        { text: 'feeds', startSeconds: 1.75, endSeconds: 2 },
      ],
      [{ text: 'us.', startSeconds: 2, endSeconds: 2.504 }],
    ]
    const [event] = eventsOf(formatAss(timelineOf([{ startSeconds: 1, endSeconds: 3, lines }], { look: 'karaoke' })))
    expect(event).toBe(
      'Dialogue: 0,0:00:01.00,0:00:03.00,Caption,,0,0,0,,{\\k20}{\\kf30}Light {\\k25}{\\kf25}feeds\\N{\\kf50}us.',
    )
  })

  it('tags nothing where captions do not follow the voice', () => {
    const cue = { startSeconds: 0, endSeconds: 2, lines: [spoken('Nothing moves')] }
    expect(eventsOf(formatAss(timelineOf([cue], { look: 'classic' })))[0]).toMatch(/,,Nothing moves$/)
  })

  it('keeps braces, backslashes and line breaks in the text from being read as commands', () => {
    const words = ['{\\b1}bold', 'a\\Nb', 'x\ny'].map((text) => ({ text, startSeconds: 0, endSeconds: 1 }))
    const [event] = eventsOf(
      formatAss(timelineOf([{ startSeconds: 0, endSeconds: 1, lines: [words] }], { look: 'classic' })),
    )
    expect(event).toMatch(/,,\\\{\\\u2060b1\\\}bold a\\\u2060Nb x y$/)
  })

  it.each(STYLE_NAMES)(
    'is drawn by libass at its place in the frame, in the colours of the style %s',
    async (style) => {
      const cue = { startSeconds: 0, endSeconds: 2, lines: [spoken('Plants turn light'), spoken('into sugar {here}')] }
      const file = join(await temporaryFolder(), `${style}.ass`)
      await writeFile(file, formatAss(timelineOf([cue], { style })))
      const { stdout } = await run(
        'ffmpeg',
        [
          '-f',
          'lavfi',
          '-i',
          'color=0x777777:s=640x360:d=1',
          '-vf',
          `ass=${file}`,
          '-frames:v',
          '1',
          '-pix_fmt',
          'gray',
          '-f',
          'rawvideo',
          '-',
        ],
        { encoding: 'buffer', maxBuffer: 1e7 },
      )
      const inked = Array.from({ length: 360 }, (_, row) =>
        stdout.subarray(row * 640, (row + 1) * 640).some((value) => Math.abs(value - 0x77) > 40),
      )
      expect(inked.indexOf(true)).toBeGreaterThan(360 * 0.75)
      expect(inked.lastIndexOf(true)).toBeLessThan(360 * 0.99)
      expect(inked.filter(Boolean).length).toBeGreaterThan(20)
    },
  )

  it('is read by ffmpeg with the same words and times', async () => {
    const cues = [
      { startSeconds: 0.5, endSeconds: 2.25, lines: [spoken('Fish & chips'), spoken('cost <5 dollars')] },
      { startSeconds: 3661.25, endSeconds: 3664, lines: [spoken('مرحبا NASA 2024')] },
    ]
    const file = join(await temporaryFolder(), 'read.ass')
    await writeFile(file, formatAss(timelineOf(cues, { look: 'karaoke' })))
    const { stdout } = await run('ffmpeg', ['-v', 'error', '-i', file, '-f', 'srt', '-'])
    const read = parseSrt(stdout).map((cue) => ({
      ...cue,
      lines: cue.lines.map((line) => line.replaceAll(/<[^>]*>/g, '')),
    }))
    expect(read.map(({ startSeconds, endSeconds }) => [startSeconds, endSeconds])).toEqual([
      [0.5, 2.25],
      [3661.25, 3664],
    ])
    expect(read[1]!.lines).toEqual(['مرحبا NASA 2024'])
  })
})

describe('any ASS file', () => {
  const word = fc.record({
    text: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
    seconds: fc.double({ min: 0, max: 2, noNaN: true }),
  })

  it('has a line for each cue, with balanced tags and times that add up to no more than the cue', () => {
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 1, maxLength: 12 }),
        fc.constantFrom('karaoke', 'phrase'),
        (given, look) => {
          let at = 0
          const words = given.map(({ text, seconds }) => {
            const startSeconds = at
            at += seconds
            return { text, startSeconds, endSeconds: at }
          })
          const cue = { startSeconds: 0, endSeconds: at + 0.02, lines: [words] }
          const [event = '', ...others] = eventsOf(formatAss(timelineOf([cue], { look })))
          expect(others).toEqual([])
          const text = event.split(',').slice(9).join(',')
          const tags = [...text.matchAll(/(?<!\\)\{\\kf?(\d+)\}/g)].map(([, centiseconds]) => Number(centiseconds))
          expect(tags.reduce((sum, value) => sum + value, 0)).toBeLessThanOrEqual(Math.round(at * 100) + 1)
          expect(text.replaceAll(/(?<!\\)\{\\kf?\d+\}/g, '').replaceAll(/\\[{}]/g, '')).not.toMatch(/[{}]/)
        },
      ),
      { numRuns: 60 },
    )
  })
})

const eventsOf = (file: string): string[] => file.split('\n').filter((line) => line.startsWith('Dialogue:'))

function timelineOf(
  captions: readonly CaptionCue[],
  options: { readonly style?: string; readonly look?: CaptionLook } = {},
): Timeline {
  return Timeline.parse({
    version: 1,
    title: 'Light',
    format: { widthPx: 640, heightPx: 360, frameRate: 30 },
    durationSeconds: 3600,
    style: options.style ?? 'professional',
    seed: 1,
    ...(options.look && { captionLook: options.look }),
    tracks: {
      scenes: [{ id: 'a', startSeconds: 0, endSeconds: 3600, visual: { kind: 'statement', text: 'Light' } }],
      captions,
    },
  })
}
