import { stripVTControlCharacters } from 'node:util'
import stringWidth from 'string-width'

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** A text that came from outside, on one line and without what a terminal would obey. */
export const printable = (text: string): string =>
  stripVTControlCharacters(text)
    .replace(/\s+/g, ' ')
    .replace(/\p{Cc}|\p{Bidi_Control}/gu, '')

/** A text padded with blanks to a width in columns. */
export const padTo = (text: string, columns: number): string => text + ' '.repeat(Math.max(0, columns - widthOf(text)))

/** Columns that a text takes on a terminal: two for a character of East Asia or an emoji. */
export const widthOf = (text: string): number => stringWidth(text)

/** As much of a text as fits, with an ellipsis where something is missing. */
export function fitTo(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text
  let fitting = ''
  let width = 0
  for (const { segment } of graphemes.segment(text)) {
    width += widthOf(segment)
    if (width > columns - 1) break
    fitting += segment
  }
  return columns < 1 ? '' : `${fitting.trimEnd()}…`
}

/** A paragraph in lines of at most so many columns, never broken at U+00A0; a word that is longer stands alone. */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/[ \n]+/).filter(Boolean)) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line !== '' && widthOf(longer) > columns) {
      lines.push(line)
      line = word
    } else {
      line = longer
    }
  }
  if (line !== '') lines.push(line)
  return lines.map((each) => each.replaceAll('\u00a0', ' '))
}
