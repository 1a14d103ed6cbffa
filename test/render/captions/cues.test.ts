import type { CaptionCue, Word } from '@mavs/core'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildCaptionCues } from '../../../packages/render/src/captions/cues.ts'
import { captionText, displayWidth, joinCaptionWords } from '../../../packages/render/src/captions/text.ts'
import { spoken } from './spoken.ts'

const english = { language: 'en' }
const shown = (cues: readonly CaptionCue[], language = 'en') => captionText(cues, language).map((cue) => cue.lines)

describe('buildCaptionCues', () => {
  it('breaks between sentences and clauses, not inside phrases', () => {
    const words = spoken(
      'Machine learning finds patterns in data. Instead of following rules that people wrote, the program adjusts ' +
        'itself until its answers match the examples.',
    )
    expect(shown(buildCaptionCues(words, english))).toEqual([
      ['Machine learning', 'finds patterns in data.'],
      ['Instead of following rules', 'that people wrote,'],
      ['the program adjusts itself', 'until its answers match the examples.'],
    ])
  })

  it('leaves no word alone, neither in a cue nor on a line', () => {
    const words = spoken(
      'Solar panels turn light into electricity, and the price of a panel has fallen by ninety percent in ten years.',
    )
    const lines = shown(buildCaptionCues(words, english)).flat()
    expect(lines.filter((line) => !line.includes(' '))).toEqual([])
  })

  it('keeps a figure with its unit and an article with its noun', () => {
    const words = spoken('It takes about 4.5 billion years for half of the uranium in a rock to decay into lead.')
    const breaks = shown(buildCaptionCues(words, english))
      .flat()
      .map((line) => line.split(' ').at(-1))
    expect(breaks).not.toContain('4.5')
    expect(breaks.filter((word) => ['a', 'the', 'of', 'in'].includes(word!))).toEqual([])
  })

  it('keeps the parts of a name together', () => {
    const words = spoken('Our new product, the Zorblax 9 espresso machine: an outline.')
    expect(
      shown(buildCaptionCues(words, english))
        .flat()
        .some((line) => line.includes('Zorblax 9')),
    ).toBe(true)
  })

  it('does not take an abbreviation for the end of a sentence', () => {
    const words = spoken('In 1928 Dr. Fleming saw it. Nobody believed him.')
    expect(shown(buildCaptionCues(words, english))[0]!.join(' ')).toBe('In 1928 Dr. Fleming saw it.')
  })

  it('is readable at 20 characters a second where the speech allows it', () => {
    const words = spoken('A caption must stay long enough. Then comes a pause, and it may use that pause.', 21)
    words.forEach((word, index) => index >= 6 && delay(word, 1.2))
    for (const cue of captionText(buildCaptionCues(words, english), 'en')) {
      const width = displayWidth(cue.lines.join(' '))
      expect(width / (cue.endSeconds - cue.startSeconds)).toBeLessThanOrEqual(20.01)
    }
  })

  it('shows even one short word for 0.8 seconds, but never past the end of its scene', () => {
    const [word] = spoken('Why?')
    expect(buildCaptionCues([word!], english)[0]!.endSeconds).toBeGreaterThanOrEqual(0.8)
    expect(buildCaptionCues([word!], { ...english, untilSeconds: 0.6 })[0]!.endSeconds).toBe(0.6)
  })

  it('closes short gaps and leaves long ones open', () => {
    const words = spoken('First comes this. Then comes that. At last the end.')
    words.forEach((word, index) => index >= 6 && delay(word, 3))
    const [first, second, third] = buildCaptionCues(words, english)
    expect(first!.endSeconds).toBe(second!.startSeconds)
    expect(third!.startSeconds - second!.endSeconds).toBeGreaterThan(1)
  })

  it('shortens words over 40 characters and leaves shorter ones whole', () => {
    const words = spoken(`Say ${'a'.repeat(41)} or ${'b'.repeat(40)} now`)
    const texts = buildCaptionCues(words, english).flatMap((cue) => cue.lines.flat().map((word) => word.text))
    expect(texts).toEqual(['Say', `${'a'.repeat(36)}…`, 'or', 'b'.repeat(40), 'now'])
  })

  it('cuts text without spaces into words and sets it without spaces', () => {
    const text = '机器学习是人工智能的一个分支，它使计算机能够从数据中学习，而不需要明确的编程指令。'
    const cues = buildCaptionCues([{ text, startSeconds: 0, endSeconds: 8 }], { language: 'zh' })
    const lines = shown(cues, 'zh').flat()
    expect(lines.join('')).toBe(text)
    expect(Math.max(...lines.map(displayWidth))).toBeLessThanOrEqual(37)
    expect(lines.filter((line) => /^[，。]/.test(line))).toEqual([])
  })

  it('joins Latin words inside Japanese as they were written', () => {
    const words = ['これは', 'open', 'source', 'です。'].map((text) => ({ text, startSeconds: 0, endSeconds: 1 }))
    expect(joinCaptionWords(words, 'ja')).toBe('これはopen sourceです。')
    expect(joinCaptionWords(words.slice(1, 3), 'en')).toBe('open source')
  })

  it('has nothing to show for no words', () => {
    expect(buildCaptionCues([], english)).toEqual([])
  })
})

describe('any caption', () => {
  const wordTexts = fc.array(
    fc.tuple(fc.stringMatching(/^[A-Za-zéß0-9'’-]{1,14}[.,;:?!]?$/), fc.double({ min: 0, max: 1.2, noNaN: true })),
    { minLength: 1, maxLength: 80 },
  )
  const words = wordTexts.map((pairs) => {
    let at = 0
    return pairs.map(([text, seconds]): Word => {
      const word = { text, startSeconds: at, endSeconds: at + seconds * 0.8 }
      at += seconds
      return word
    })
  })

  it('shows each word exactly once and in order', () => {
    fc.assert(
      fc.property(words, (given) => {
        const texts = buildCaptionCues(given, english).flatMap((cue) => cue.lines.flat().map((word) => word.text))
        expect(texts).toEqual(given.map((word) => word.text))
      }),
    )
  })

  it('keeps to two lines of 37 characters', () => {
    fc.assert(
      fc.property(words, (given) => {
        for (const lines of shown(buildCaptionCues(given, english))) {
          expect(lines.length).toBeLessThanOrEqual(2)
          for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(37)
        }
      }),
    )
  })

  it('appears with its first word, and never overlaps the next one', () => {
    fc.assert(
      fc.property(words, (given) => {
        const cues = buildCaptionCues(given, english)
        cues.forEach((cue, index) => {
          expect(cue.endSeconds).toBeGreaterThan(cue.startSeconds)
          expect(cue.endSeconds).toBeLessThanOrEqual(cues[index + 1]?.startSeconds ?? Infinity)
          expect(cue.startSeconds).toBeGreaterThanOrEqual(cue.lines[0]![0]!.startSeconds)
        })
      }),
    )
  })
})

function delay(word: Word, seconds: number): void {
  Object.assign(word, { startSeconds: word.startSeconds + seconds, endSeconds: word.endSeconds + seconds })
}

describe('captions in any language', () => {
  const VOCABULARIES: Readonly<Record<string, readonly string[]>> = {
    ar: ['النباتات', 'تحوّل', 'NASA', '1,5%', 'الضوء،', 'إلى', '«سكر».'],
    hi: ['पौधे', 'प्रकाश', 'को', 'CO₂', 'शर्करा', 'में', 'बदलते', 'हैं।'],
    ja: ['植物は「光」を', '食べ物に変えています。', 'ちょっとずつ', 'H₂O', 'データベース、', 'ということを示した'],
    'zh-Hans': ['科学家发现（植物）', '只把阳光，', '转化为糖分。', '2024年', '二氧化碳'],
    th: ['พืชเปลี่ยนแสง', 'ให้เป็นอาหาร', '2024', 'น้ำจากรากและปุ๋ย', 'ที่อยู่ในดิน'],
    ko: ['식물은', '햇빛의', '1.5%만을', '당분으로', '바꾼다는', '사실을', '발견했다.'],
  }

  it.each(Object.entries(VOCABULARIES))('keep to two lines and lose no word (%s)', (language, vocabulary) => {
    const isWide = /^(?:zh|ja|ko)/.test(language)
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...vocabulary), { minLength: 1, maxLength: 40 }), (texts) => {
        const cues = buildCaptionCues(spoken(texts.join(' '), 9), { language })
        const lines = shown(cues, language).flat()
        expect(lines.join('').replaceAll(' ', '')).toBe(texts.join(''))
        for (const line of lines) {
          expect(displayWidth(line)).toBeLessThanOrEqual(isWide ? 32 : 37)
          expect(line).not.toMatch(/^[\p{Pe}\p{Pf}\p{M}、。，！？ーっゃゅょ।]/u)
          expect(line).not.toMatch(/[「（]$/u)
        }
        for (const { lines: two } of cues) expect(two.length).toBeLessThanOrEqual(2)
      }),
      { numRuns: 60 },
    )
  })
})
