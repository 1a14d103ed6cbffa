import { fitTo, padTo, widthOf } from './text.ts'

/** A column of a table. */
export interface Column<Row> {
  readonly title: string
  readonly text: (row: Row) => string
  /** Paints a cell after it has been measured. */
  readonly paint?: (text: string) => string
  /** Left out first on a narrow terminal; the highest number goes first. Columns without one always stay. */
  readonly expendable?: number
}

const GAP = '  '
/** Less than this of the last column is not worth a line. */
const LEAST_LAST = 16

/**
 * Rows as a table that fits the terminal: the last column takes what is left of the line, expendable ones go where it
 * is narrow; where even that does not help, each row has a second line for all but its first column.
 */
export function table<Row>(rows: readonly Row[], columns: readonly Column<Row>[], width: number): string[] {
  const cells = rows.map((row) => columns.map(({ text }) => text(row)))
  const widths = columns.map(({ title }, index) =>
    Math.max(widthOf(title), ...cells.map((row) => widthOf(row[index]!))),
  )
  const shown = fitting(columns, widths, width)
  if (roomForLast(shown, widths, width) < Math.min(LEAST_LAST, widths.at(-1)!)) {
    return cells.flatMap((row) => stacked(row, columns, shown, width))
  }
  const titles = columns.map(({ title }) => title)
  return [lineOf(titles, shown, widths, width), ...cells.map((row) => lineOf(row, shown, widths, width, columns))]
}

/** The indexes of the columns that are shown. */
function fitting<Row>(columns: readonly Column<Row>[], widths: readonly number[], width: number): readonly number[] {
  let shown = columns.map((_column, index) => index)
  const rank = (index: number) => columns[index]!.expendable ?? 0
  while (roomForLast(shown, widths, width) < Math.min(2 * LEAST_LAST, widths.at(-1)!)) {
    const worst = shown.reduce((first, second) => (rank(second) > rank(first) ? second : first))
    if (rank(worst) === 0) break
    shown = shown.filter((index) => index !== worst)
  }
  return shown
}

const roomForLast = (shown: readonly number[], widths: readonly number[], width: number): number =>
  width - shown.slice(0, -1).reduce((sum, index) => sum + widths[index]! + GAP.length, 0)

function lineOf<Row>(
  row: readonly string[],
  shown: readonly number[],
  widths: readonly number[],
  width: number,
  columns?: readonly Column<Row>[],
): string {
  const last = shown.at(-1)!
  const cells = shown.map((index) => {
    const text = index === last ? fitTo(row[index]!, roomForLast(shown, widths, width)) : row[index]!
    const padding = index === last ? '' : padTo('', widths[index]! - widthOf(text))
    return (columns?.[index]?.paint?.(text) ?? text) + padding
  })
  return cells.join(GAP).trimEnd()
}

function stacked<Row>(
  row: readonly string[],
  columns: readonly Column<Row>[],
  shown: readonly number[],
  width: number,
): string[] {
  const [first, ...others] = shown
  const rest = others.map((index) => row[index]!).join(GAP)
  return [
    columns[first!]!.paint?.(row[first!]!) ?? row[first!]!,
    `${GAP}${fitTo(rest, Math.max(1, width - GAP.length))}`,
  ]
}
