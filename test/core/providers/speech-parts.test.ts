import { decodePcm16, joinSounds, splitText } from '@mavs/core'
import { assert, integer, property, string } from 'fast-check'
import { describe, expect, it } from 'vitest'

describe('a text in parts', () => {
  it.each([
    ['at the ends of sentences', 'One two. Three four! Five?', 16, ['One two.', 'Three four!', 'Five?']],
    ['with as many sentences as fit', 'One two. Three four! Five?', 20, ['One two. Three four!', 'Five?']],
    ['of a long sentence behind a clause', 'one, 2,000 and three four', 16, ['one,', '2,000 and three', 'four']],
    ['of a long sentence between words', 'one two three four five', 10, ['one two', 'three', 'four five']],
    ['of a long word anywhere', 'abcdefghijkl', 5, ['abcde', 'fghij', 'kl']],
    ['of a writing without spaces', '今日は晴れ。明日は雨。', 6, ['今日は晴れ。', '明日は雨。']],
    ['of nothing', ' \n ', 5, []],
  ])('is cut %s', (_, text, maxCharacters, parts) => {
    expect(splitText(text, { language: 'en', maxCharacters })).toEqual(parts)
  })

  it('loses nothing, and is never cut through a character', () => {
    assert(
      property(string({ unit: 'grapheme', maxLength: 200 }), integer({ min: 2, max: 40 }), (text, most) => {
        const parts = splitText(text, { language: 'en', maxCharacters: most })
        expect(parts.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''))
        expect(parts.every((part) => part.length <= most && part.isWellFormed() && part.trim() === part)).toBe(true)
      }),
      { seed: 1, numRuns: 200 },
    )
  })
})

describe('sounds', () => {
  it('are read from 16-bit samples, wherever these lie in memory', () => {
    const bytes = new Uint8Array([9, 0, 0, 0, 0x80, 0xff, 0x7f, 0x01]).subarray(1)
    expect([...decodePcm16(bytes)]).toEqual([0, -1, 32_767 / 32_768])
  })

  it('are joined with silence between, faded where they meet and nowhere else', () => {
    const part = new Float32Array(1000).fill(0.5)
    const { samples, startSeconds } = joinSounds([part, part], { sampleRateHz: 1000, gapSeconds: 0.25 })
    expect(startSeconds).toEqual([0, 1.25])
    expect(samples).toHaveLength(2250)
    expect([0, 999, 1000, 1249, 1250, 1255, 2249].map((at) => samples[at])).toEqual([0.5, 0, 0, 0, 0, 0.5, 0.5])
    expect(part[999]).toBe(0.5)
  })
})
