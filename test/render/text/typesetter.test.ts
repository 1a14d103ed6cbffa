import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createFontBook } from '../../../packages/render/src/fonts/font-book.ts'
import { STYLES } from '../../../packages/render/src/styles/catalogue.ts'
import { createTypesetter } from '../../../packages/render/src/text/typesetter.ts'

const type = STYLES.get('professional')!.text.heading
const text = createTypesetter(createFontBook([type.face], []), 'en')
const fit = (content: string, maxWidth: number, maxHeight: number) =>
  text.fit(content, type, { maxWidth, maxHeight, sizePx: 96 })

const anyText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc
    .array(fc.constantFrom('light', 'photosynthesis', 'a', 'مرحبا', 'عالم', '漢字', '🚀', '<b>', '—', '42 %'), {
      maxLength: 60,
    })
    .map((words) => words.join(' ')),
  fc.nat(2000).map((length) => 'W'.repeat(length)),
)

describe('fitting text', () => {
  it('stays inside its box whatever the text, and never below the smallest size', () => {
    fc.assert(
      fc.property(
        anyText,
        fc.integer({ min: 120, max: 1700 }),
        fc.integer({ min: 60, max: 700 }),
        (content, width, height) => {
          const block = fit(content, width, height)
          expect(block.sizePx).toBeGreaterThanOrEqual(28)
          expect(block.width).toBeLessThanOrEqual(width + 0.5)
          expect(block.height).toBeLessThanOrEqual(height + 0.5)
        },
      ),
      { numRuns: 150 },
    )
  })

  it('keeps every word in order unless it says that it shortened the text', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1, maxLength: 40 }), (words) => {
        const block = fit(words.join(' '), 900, 500)
        const shown = block.lines.flatMap((line) => line.words.map((word) => word.text))
        if (block.shortened) expect(shown.at(-1)).toMatch(/…$/)
        else expect(shown).toEqual(words)
      }),
      { numRuns: 60 },
    )
  })

  it('takes the largest size when there is room, and sets nothing for an empty text', () => {
    expect(fit('Light', 1600, 600).sizePx).toBe(96)
    expect(fit('', 1600, 600).lines).toEqual([])
    expect(fit(' \u0000\u202E ', 1600, 600).lines).toEqual([])
  })

  it('balances lines and leaves no short word alone on the last one', () => {
    const block = fit('Every breath you take was once made by a leaf', 900, 600)
    const widths = block.lines.map((line) => line.width)
    expect(block.lines.at(-1)!.words.length).toBeGreaterThan(1)
    expect(Math.min(...widths)).toBeGreaterThan(0.55 * Math.max(...widths))
  })

  it('places Arabic words from right to left', () => {
    const [line] = fit('مرحبا بالعالم', 1600, 600).lines
    expect(line!.words[0]!.x).toBeGreaterThan(line!.words[1]!.x)
  })

  it('says so when words had to be left out', () => {
    const setter = createTypesetter(createFontBook([type.face], []), 'en')
    setter.fit('many words '.repeat(80), type, { maxWidth: 300, maxHeight: 80, sizePx: 60 })
    setter.fit('quietly '.repeat(80), type, { maxWidth: 300, maxHeight: 80, sizePx: 60, quiet: true })
    expect(setter.warnings.map((warning) => warning.reason)).toEqual(['text-shortened'])
  })
})
