import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { joinWords, splitWords } from '../../../packages/render/src/text/words.ts'

const parts = (text: string, language: string) => splitWords(text, language).map((word) => word.text)

describe('where lines may break', () => {
  it('is between phrases in Japanese, with endings and small kana at their words', () => {
    expect(parts('葉っぱがゆっくりとデータベースを更新している。', 'ja')).toEqual([
      '葉っぱが',
      'ゆっくりと',
      'データベースを',
      '更新している。',
    ])
  })

  it('is between words in Chinese, but not within formulas, nor between a figure and what it counts', () => {
    expect(parts('水（H₂O）和二氧化碳，2024年「光合作用」。', 'zh')).toEqual([
      '水',
      '（H₂O）',
      '和',
      '二氧化碳，',
      '2024年',
      '「光合作用」。',
    ])
  })

  it('is between words in Thai, never before a mark that sits on a letter', () => {
    expect(parts('น้ำจากรากและปุ๋ยที่อยู่ในดิน', 'th').join('|')).toBe('น้ำ|จาก|ราก|และ|ปุ๋ย|ที่|อยู่|ใน|ดิน')
  })

  it('is at spaces in Korean, Chinese letters in brackets included', () => {
    expect(parts('대한민국(大韓民國)의 식물은 빛을 먹는다', 'ko')).toEqual([
      '대한민국(大韓民國)의',
      '식물은',
      '빛을',
      '먹는다',
    ])
  })

  it('is after dashes and at soft hyphens in words of letters', () => {
    expect(parts('built-in Donau\u00ADdampf', 'de')).toEqual(['built-', 'in', 'Donau', 'dampf'])
  })

  const run = fc
    .array(fc.constantFrom(...'光合作用を食べるっゃー、。「」（）2024年H₂O々น้ำที่ครับ！？'), {
      minLength: 1,
      maxLength: 40,
    })
    .map((letters) => letters.join(''))

  it('begins no line with a closing mark or small kana, and ends none with an opening bracket', () => {
    fc.assert(
      fc.property(run, (text) => {
        const words = splitWords(text, 'ja')
        expect(joinWords(words)).toBe(text)
        for (const { text: word } of words.slice(1)) expect(word).not.toMatch(/^[\p{Pe}\p{M}、。！？っゃー々]/u)
        for (const { text: word } of words.slice(0, -1)) expect(word).not.toMatch(/[「（]$/u)
      }),
    )
  })

  it('takes any language, even one that does not exist', () => {
    expect(parts('光合作用', 'no such language!').join('')).toBe('光合作用')
  })
})
