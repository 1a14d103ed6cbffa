import createBidi, { type Bidi } from 'bidi-js'
import { hasRightToLeft, isRightToLeft } from './clean.ts'
import { isRightToLeftLanguage } from './language.ts'
import { joinWords, type TextWord } from './words.ts'

/** A part of a line that runs in one direction: a word, or a piece of one. */
export interface DirectedPiece {
  readonly text: string
  /** The word's place in the whole text. */
  readonly index: number
  readonly rightToLeft: boolean
  /** Whether a space stands to its right. */
  readonly spaced: boolean
  /** Where it begins in the text of all lines. */
  readonly start: number
}

// The package is CommonJS, though its types say otherwise.
const bidi = (createBidi as unknown as () => Bidi)()

/**
 * Whether a text runs from right to left: any text of a language that is written so, others by their first letter.
 * It decides the side at which lines begin, and where their words lead.
 */
export const readsRightToLeft = (text: string, language: string): boolean =>
  isRightToLeftLanguage(language) || isRightToLeft(text)

/** The words of each line from left to right, as the Unicode bidirectional algorithm orders them (UAX 9). */
export function visualLines(lines: readonly (readonly TextWord[])[], language: string): DirectedPiece[][] {
  const text = lines.map((line) => joinWords(line)).join(' ')
  if (!hasRightToLeft(text)) return leftToRight(lines)
  const levels = bidi.getEmbeddingLevels(text, readsRightToLeft(text, language) ? 'rtl' : 'ltr')
  let offset = 0
  let index = 0
  return lines.map((line) => {
    const owners = line.flatMap((word, at) => ownersOf(word, index + at, at === line.length - 1))
    const end = offset + owners.length
    const order = bidi.getReorderedIndices(text, levels, offset, end - 1).slice(offset, end)
    const pieces = gather(text, order, (at) => ({ word: owners[at - offset]!, level: levels.levels[at]! }))
    offset = end + 1
    index += line.length
    return pieces
  })
}

function leftToRight(lines: readonly (readonly TextWord[])[]): DirectedPiece[][] {
  let index = 0
  return lines.map((line) =>
    line.map(({ text, spaced }, at) => {
      const place = index++
      return { text, index: place, rightToLeft: false, spaced: spaced && at < line.length - 1, start: place }
    }),
  )
}

const SPACE = -1

/** For each UTF-16 unit of a word and the space after it: whose it is. */
const ownersOf = ({ text, spaced }: TextWord, index: number, isLast: boolean): number[] => [
  ...Array<number>(text.length).fill(index),
  ...(spaced && !isLast ? [SPACE] : []),
]

/** Characters in visual order, put together where they are neighbours of one word and one level. */
function gather(
  text: string,
  order: readonly number[],
  at: (index: number) => { readonly word: number; readonly level: number },
): DirectedPiece[] {
  const pieces: (DirectedPiece & { readonly level: number })[] = []
  for (const index of order) {
    const { word, level } = at(index)
    const before = pieces.at(-1)
    if (word === SPACE) {
      if (before) pieces[pieces.length - 1] = { ...before, spaced: true }
    } else if (before && !before.spaced && before.index === word && before.level === level) {
      const start = Math.min(before.start, index)
      pieces[pieces.length - 1] = { ...before, start, text: text.slice(start, start + before.text.length + 1) }
    } else {
      pieces.push({ text: text[index]!, index: word, rightToLeft: level % 2 === 1, spaced: false, start: index, level })
    }
  }
  return pieces
}
