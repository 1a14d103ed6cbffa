import { performance } from 'node:perf_hooks'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createFontBook } from '../../../packages/render/src/fonts/font-book.ts'
import { STYLES } from '../../../packages/render/src/styles/catalogue.ts'
import { upperCase } from '../../../packages/render/src/text/language.ts'
import { createTypesetter } from '../../../packages/render/src/text/typesetter.ts'

const type = STYLES.get('professional')!.text.heading
const ABSURD = {
  'ten thousand letters': 'x'.repeat(10_000),
  'ten thousand words': 'a '.repeat(10_000),
  'ten thousand ideographs': '光合作用'.repeat(2500),
  'ten thousand Arabic words': 'شمس '.repeat(10_000),
  'lone surrogates': '\uD83D light \uDE00\uD83D',
  overrides: '\u202Eabc\u2066\u2067def\u2069'.repeat(400),
  'marks on marks': `e${'\u0301'.repeat(5000)}`,
  joiners: '\u200D\u200C'.repeat(3000),
  'soft hyphens': 'ab\u00AD'.repeat(3000),
  'both ways': 'abc שלום 12 '.repeat(1500),
}

describe('absurd text', () => {
  it.each(Object.entries(ABSURD))('of %s is set within its box in less than three seconds', (_, text) => {
    const start = performance.now()
    const setter = createTypesetter(createFontBook([type.face], [text]), 'en')
    const block = setter.fit(text, type, { maxWidth: 900, maxHeight: 400, sizePx: 96 })
    expect(performance.now() - start).toBeLessThan(3000)
    expect(block.width).toBeLessThanOrEqual(900.5)
    expect(block.height).toBeLessThanOrEqual(400.5)
  })
})

describe('long words', () => {
  const setter = createTypesetter(createFontBook([type.face], []), 'de')
  const linesOf = (text: string, maxWidth: number) =>
    setter
      .fit(text, type, { maxWidth, maxHeight: 500, sizePx: 96 })
      .lines.map((line) => line.words.map((word) => word.text).join(''))

  it('are broken at their soft hyphens when they would have to be set much too small', () => {
    expect(linesOf('Donau\u00ADdampf\u00ADschiff\u00ADfahrt', 330)).toEqual(['Donau-', 'dampf-', 'schifffahrt'])
    expect(linesOf('Donau\u00ADdampf', 900)).toEqual(['Donaudampf'])
  })

  it('are broken by the rules of their language, less often where a slightly smaller size allows it', () => {
    expect(linesOf('Donaudampfschifffahrtsgesellschaft', 620)).toEqual(['Donaudampfschiff-', 'fahrtsgesellschaft'])
    expect(linesOf('Geschwindigkeitsbegrenzungen', 560)).toEqual(['Geschwin-', 'digkeitsbe-', 'grenzungen'])
    expect(linesOf('Autobahnen', 420)).toEqual(['Autobahnen'])
  })

  it('are set in the same lines again in the width that they took', () => {
    const [word, sizePx] = ['Bundesratszustimmung', 52.5]
    const options = { maxLines: 2, sizePx, minSizePx: sizePx }
    const first = setter.fit(word, type, { ...options, maxWidth: 400 })
    const again = setter.fit(word, type, { ...options, maxWidth: first.width + 0.05 })
    expect(again.lines).toEqual(first.lines)
    expect(again.shortened).toBe(false)
  })

  it('are broken between letters, with hyphens, when even the smallest size is too wide', () => {
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 40 }), fc.integer({ min: 150, max: 260 }), (length, width) => {
        const word = 'Rindfleischetikettierungsüberwachungsaufgabe'.slice(0, length)
        const lines = linesOf(word, width)
        expect(lines.map((line) => line.replace(/-$/, '')).join('')).toBe(word)
      }),
      { numRuns: 30 },
    )
  })
})

describe('capitals', () => {
  it.each([
    ['istanbul', 'tr', 'İSTANBUL'],
    ['straße', 'de', 'STRASSE'],
    ['საქართველო', 'ka', 'საქართველო'],
    ['καλημέρα', 'el', 'ΚΑΛΗΜΕΡΑ'],
    ['the pH of mRNA in 5 km/h and 3 W/m²', 'en', 'THE pH OF mRNA IN 5 km/h AND 3 W/m²'],
    ['plain', 'no such tag!', 'PLAIN'],
  ])('of %j in %s are %j', (text, language, expected) => {
    expect(upperCase(text, language)).toBe(expected)
  })
})
