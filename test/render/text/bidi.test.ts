import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readsRightToLeft, visualLines } from '../../../packages/render/src/text/bidi.ts'
import { splitWords } from '../../../packages/render/src/text/words.ts'

const shown = (text: string, language: string) =>
  visualLines([splitWords(text, language)], language)[0]!.map((piece) => piece.text)

describe('lines in both directions', () => {
  it('lead Arabic from right to left, with Latin words and figures in their own order', () => {
    expect(shown('درس فريق OpenAI 2 ورقة.', 'ar')).toEqual(['ورقة.', 'OpenAI', '2', 'فريق', 'درس'])
    expect(shown('درس Open Source اليوم', 'ar')).toEqual(['اليوم', 'Open', 'Source', 'درس'])
  })

  it('keep a Latin line from left to right around Hebrew words', () => {
    expect(shown('The word שלום עולם means peace', 'en')).toEqual(['The', 'word', 'עולם', 'שלום', 'means', 'peace'])
  })

  it('divide a word of both directions, and keep both parts at its place', () => {
    const [line] = visualLines([splitWords('הדפסה ב3D היום', 'he')], 'he')
    const parts = line!.filter(({ index }) => index === 1)
    expect(parts.map(({ text, rightToLeft }) => [text, rightToLeft])).toEqual([
      ['3D', false],
      ['ב', true],
    ])
  })

  it('run as the language does, whatever letter comes first', () => {
    expect(readsRightToLeft('COVID-19 هو مرض', 'ar')).toBe(true)
    expect(readsRightToLeft('COVID-19 هو مرض', 'en')).toBe(false)
    expect(readsRightToLeft('42', 'fa-IR')).toBe(true)
    expect(readsRightToLeft('Salom', 'uz')).toBe(false)
  })

  it('lose no letter and add none, whatever is mixed', () => {
    const word = fc.constantFrom('شمس', 'NASA', '2024', '(CO₂)', 'ל-NASA', '«ناسا»', '1,5%', '漢字', '👩‍🚀', '–', 'a/שב')
    const lines = fc.array(fc.array(word, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(lines, fc.constantFrom('ar', 'he', 'en'), (given, language) => {
        const set = given.map((line) => line.map((text) => ({ text, spaced: true })))
        const visual = visualLines(set, language)
        expect(visual).toHaveLength(given.length)
        visual.forEach((pieces, row) => {
          const read = pieces.toSorted((a, b) => a.start - b.start)
          expect(read.map(({ text }) => text).join('')).toBe(given[row]!.join(''))
          const indexes = read.map(({ index }) => index)
          expect(indexes).toEqual(indexes.toSorted((a, b) => a - b))
        })
      }),
    )
  })
})
