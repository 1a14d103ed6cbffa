import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanText, isRightToLeft, shortenTo } from '../../../packages/render/src/text/clean.ts'

describe('cleaning text', () => {
  it.each([
    ['He said "yes" to it', 'He said “yes” to it'],
    ["It's the plant's own", 'It’s the plant’s own'],
    ['-5 degrees', '−5 degrees'],
    ['from 1939-1945', 'from 1939–1945'],
    ['reviewed 2026-11', 'reviewed 2026-11'],
    ['on 2026-11-22', 'on 2026-11-22'],
    ['COVID-19', 'COVID-19'],
    ['1920x1080', '1920 × 1080'],
    ['light - and dark', 'light – and dark'],
    ['so...', 'so…'],
    ['a\u0000b\u202Ec\u200Bd\n\te', 'abcd e'],
    ['<b>bold</b> & more', '<b>bold</b> & more'],
  ])('makes %j into %j', (given, expected) => {
    expect(cleanText(given)).toBe(expected)
  })

  it('uses the quotation marks of the language', () => {
    expect(cleanText('Sie sagte "ja" dazu', 'de')).toBe('Sie sagte „ja“ dazu')
  })

  it('shortens words over 40 characters, but not runs of Chinese', () => {
    expect(cleanText('x'.repeat(2000))).toBe(`${'x'.repeat(39)}…`)
    expect(cleanText('光'.repeat(60))).toHaveLength(60)
  })

  it('never splits what a reader takes for one character', () => {
    expect(shortenTo('👩‍🚀👩‍🚀👩‍🚀', 2)).toBe('👩‍🚀…')
  })

  it('leaves no control characters, whatever it is given, and is done in one pass', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const cleaned = cleanText(text)
        expect(cleaned).not.toMatch(/[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069]/u)
        expect(cleaned).toBe(cleaned.trim())
      }),
    )
  })

  it('knows the direction by the first letter', () => {
    expect(isRightToLeft('1. مرحبا world')).toBe(true)
    expect(isRightToLeft('world مرحبا')).toBe(false)
  })
})
