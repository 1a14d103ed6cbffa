import { readsRightToLeft, visualLines } from './bidi.ts'
import type { Reach } from './script-metrics.ts'
import type { PlacedWord, TextBlock, TextLine, TypeStyle } from './type.ts'
import { joinWords, type TextWord } from './words.ts'

/** How a block's lines are placed. */
export interface Placing {
  readonly type: TypeStyle
  readonly language: string
  readonly capHeight: number
  readonly reach: Reach
  /** Room above the cap height and below the last baseline that the block takes up itself. */
  readonly extra: Reach
  width(text: string, sizePx: number): number
  spaceWidth(sizePx: number): number
}

/** Places the words of lines that have been broken, in the order in which they are read. */
export function placeLines(lines: readonly (readonly TextWord[])[], sizePx: number, placing: Placing): TextBlock {
  const { type, extra, reach } = placing
  const shown = lines.map(withHyphen)
  const first = (placing.capHeight + extra.above) * sizePx
  const set = visualLines(shown, placing.language).map((pieces, row): TextLine => {
    const { words, width } = placePieces(pieces, sizePx, placing)
    return { words, width, baseline: first + row * type.lineHeight * sizePx }
  })
  return {
    lines: set,
    type,
    sizePx,
    width: Math.max(0, ...set.map((line) => line.width)),
    height: set.length === 0 ? 0 : set.at(-1)!.baseline + extra.below * sizePx,
    above: reach.above * sizePx,
    below: reach.below * sizePx,
    rightToLeft: readsRightToLeft(shown.map((line) => joinWords(line)).join(' '), placing.language),
    shortened: false,
  }
}

/** A line that ends within a word shows a hyphen there. */
const withHyphen = (line: readonly TextWord[]): readonly TextWord[] =>
  line.map((word, at) => (word.hyphened && at === line.length - 1 ? { ...word, text: `${word.text}-` } : word))

function placePieces(
  pieces: ReturnType<typeof visualLines>[number],
  sizePx: number,
  placing: Placing,
): { words: PlacedWord[]; width: number } {
  const space = placing.spaceWidth(sizePx)
  let x = 0
  const placed = pieces.map(({ text, index, rightToLeft, spaced, start }) => {
    const width = placing.width(text, sizePx)
    const word = { start, word: { text, x, width, index, rightToLeft } }
    x += width + (spaced ? space : 0)
    return word
  })
  return { words: placed.toSorted((a, b) => a.start - b.start).map(({ word }) => word), width: x }
}
