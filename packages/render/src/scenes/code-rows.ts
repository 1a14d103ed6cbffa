import { hasRightToLeft, splitGraphemes } from '../text/clean.ts'
import { SMALLEST_PX, type Typesetter } from '../text/typesetter.ts'
import type { TypeStyle } from '../text/type.ts'
import type { CodeToken } from './code-tokens.ts'

/** A piece that is drawn at once, at its column of the grid of characters. */
export interface CodePiece {
  readonly text: string
  readonly column: number
  readonly columns: number
  readonly scope: string
}

/** A line as it is set, or a further part of one that was too long. */
export interface CodeRow {
  readonly pieces: readonly CodePiece[]
  /** Of the line, counted from 0. */
  readonly line: number
  /** Where a further part of a line begins; undefined for a line's beginning. */
  readonly continuedAt?: number
}

/** Source code as it is set: a grid of characters of one width. */
export interface SetCode {
  readonly rows: readonly CodeRow[]
  readonly sizePx: number
  readonly cellPx: number
  readonly rowPx: number
  /** Width of the line numbers with their distance from the code; 0 without. */
  readonly gutterPx: number
  readonly width: number
  readonly height: number
  /** Whether rows had to be left out. */
  readonly shortened: boolean
}

export const CODE_TYPE: TypeStyle = {
  face: { family: 'jetbrains-mono', weight: 500, italic: false },
  tracking: 0,
  lineHeight: 1.42,
  uppercase: false,
}

interface CodeRoom {
  readonly maxWidth: number
  readonly maxHeight: number
  /** The largest type. */
  readonly sizePx: number
  /** Long lines go on in further rows rather than that all are smaller than this. Default: the smallest size. */
  readonly legiblePx?: number
  /** The most distance between rows, in multiples of the size. Default: the type's line height. */
  readonly mostLeading?: number
  /** The greatest line number; undefined without numbers. */
  readonly lastNumber?: number | undefined
}

/** Source code on its grid of characters, before it is broken into rows. */
export interface PlacedCode {
  readonly lines: readonly (readonly CodePiece[])[]
  /** Width of a character at a size of 1. */
  readonly cell: number
}

/** Puts the tokens of lines on the grid. */
export function placeCode(lines: readonly (readonly CodeToken[])[], text: Typesetter): PlacedCode {
  const cell = text.width('0', CODE_TYPE, 1)
  return { cell, lines: lines.map((tokens) => placeTokens(tokens, text, cell)) }
}

/** Sets code as large as all lines fit unbroken; where that would be too small to read, long ones go on in further rows. */
export function setCode({ lines, cell }: PlacedCode, room: CodeRoom): SetCode {
  const digits = room.lastNumber === undefined ? 0 : String(room.lastNumber).length
  const gutter = digits === 0 ? 0 : digits + 2
  const longest = Math.max(1, ...lines.map(lengthOf))
  const across = room.maxWidth / ((gutter + longest) * cell)
  const down = room.maxHeight / (lines.length * CODE_TYPE.lineHeight)
  const rowsAt = (size: number) => {
    const most = Math.max(12, Math.floor(room.maxWidth / (cell * size) - gutter))
    return lines.flatMap((pieces, line) => wrap(pieces, line, most))
  }
  const whole = Math.max(SMALLEST_PX, Math.min(room.sizePx, Math.floor(across), Math.floor(down)))
  const { legiblePx = SMALLEST_PX, mostLeading = CODE_TYPE.lineHeight } = room
  let sizePx = Math.max(whole, Math.min(legiblePx, Math.floor(down)))
  while (sizePx > whole && rowsAt(sizePx).length * sizePx * CODE_TYPE.lineHeight > room.maxHeight) sizePx -= 1
  const cellPx = cell * sizePx
  const rows = rowsAt(sizePx)
  const leading = Math.max(CODE_TYPE.lineHeight, Math.min(mostLeading, room.maxHeight / (rows.length * sizePx)))
  const rowPx = sizePx * leading
  const fitting = Math.max(1, Math.floor((room.maxHeight + 0.1) / rowPx))
  const shortened = rows.length > fitting
  const kept = shortened ? [...rows.slice(0, fitting - 1), leftOut(rows[fitting - 1]!)] : rows
  const widest = Math.max(...kept.map((row) => lengthOf(row.pieces)))
  const width = Math.min(room.maxWidth, (gutter + widest) * cellPx)
  return { rows: kept, sizePx, cellPx, rowPx, gutterPx: gutter * cellPx, width, height: kept.length * rowPx, shortened }
}

/** In place of a row and all that come after it. */
const leftOut = ({ line, pieces }: CodeRow): CodeRow => ({
  line,
  pieces: [{ text: '…', column: pieces[0]?.column ?? 0, columns: 1, scope: 'comment' }],
})

const lengthOf = (pieces: readonly CodePiece[]): number =>
  Math.max(0, ...pieces.map((piece) => piece.column + piece.columns))

/** Characters by themselves, so that none join to ligatures; what runs from right to left is kept whole for the shaper. */
function placeTokens(tokens: readonly CodeToken[], text: Typesetter, cell: number): CodePiece[] {
  const pieces: CodePiece[] = []
  let column = 0
  for (const { text: whole, scope } of tokens) {
    for (const part of whole.split(BACKWARDS).flatMap((run) => (hasRightToLeft(run) ? [run] : splitGraphemes(run)))) {
      const isPlain = part.length === 1 && part.charCodeAt(0) < 0x250
      const shown = isPlain ? part : text.drawable(part)
      const columns = isPlain ? 1 : Math.max(1, Math.ceil(text.width(shown, CODE_TYPE, 1) / cell - 0.05))
      if (shown.trim() !== '') pieces.push({ text: shown, column, columns, scope })
      column += columns
    }
  }
  return pieces
}

const BACKWARDS =
  /([\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}][\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\s،؛؟]*)/u

/** A piece as long as a row at the most; it is drawn condensed. */
const narrowed = (piece: CodePiece, most: number): CodePiece =>
  piece.columns > most ? { ...piece, columns: Math.floor(most * 0.6) } : piece

/** Breaks a line after the last space or mark before the edge; its further rows are indented by two columns more. */
function wrap(whole: readonly CodePiece[], line: number, most: number): CodeRow[] {
  if (lengthOf(whole) <= most) return [{ pieces: whole, line }]
  const pieces = whole.map((piece) => narrowed(piece, most))
  const indent = Math.min(pieces[0]!.column + 2, Math.floor(most / 3))
  const rows: CodeRow[] = []
  let rest = pieces
  while (rest.length > 0) {
    const isFirst = rows.length === 0
    const shift = isFirst ? 0 : indent - rest[0]!.column
    const moved = isFirst ? rest : rest.map((piece) => ({ ...piece, column: piece.column + shift }))
    const end = breakOf(moved, most)
    rows.push({ pieces: moved.slice(0, end), line, ...(!isFirst && { continuedAt: indent }) })
    rest = moved.slice(end)
  }
  return rows
}

function breakOf(pieces: readonly CodePiece[], most: number): number {
  const over = pieces.findIndex((piece) => piece.column + piece.columns > most)
  if (over < 0) return pieces.length
  const least = pieces[0]!.column + (most - pieces[0]!.column) / 2
  for (let index = over; index > 1; index--) {
    const [before, here] = [pieces[index - 1]!, pieces[index]!]
    if (here.column < least) break
    const isSpaced = before.column + before.columns < here.column
    if (isSpaced || /[,;(){}[\]|&=+]/.test(before.text)) return index
  }
  return Math.max(1, over)
}
