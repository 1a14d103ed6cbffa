import type { CreditsVisual } from '@mavs/core'
import type { z } from 'zod'
import type { Box } from '../drawing/geometry.ts'
import { SMALLEST_PX } from '../text/typesetter.ts'
import { cells, rows } from './list-layout.ts'

type Visual = z.output<typeof CreditsVisual>

/** One source as a line of the list, in its place. */
export interface CreditRow {
  readonly box: Box
  readonly title: string
  readonly publisher: string | undefined
  readonly number: number
  readonly start: number
}

/** The least height of a row that holds two lines of the smallest text. */
const LEAST_ROW_PX = 84
/** Distance between two columns of sources. */
const COLUMN_GAP_PX = 56

/**
 * Places the sources one under the other, in two columns when they are many and the box is wide. What does not fit is
 * counted in a last row, never dropped in silence: the whole list is delivered as a file beside the video.
 */
export function creditRows(
  visual: Visual,
  box: Box,
  options: { readonly max: number; readonly columns?: number },
): CreditRow[] {
  const perColumn = Math.max(1, Math.floor(box.height / LEAST_ROW_PX))
  const columnCount = visual.sources.length > perColumn ? (options.columns ?? 1) : 1
  const room = perColumn * columnCount
  const shown = visual.sources.length <= room ? visual.sources : visual.sources.slice(0, room - 1)
  const rest = visual.sources.length - shown.length
  const entries = [
    ...shown,
    ...(rest > 0 ? [{ title: `and ${rest} more, listed in the credits file`, publisher: undefined }] : []),
  ]
  const inColumn = Math.max(1, Math.ceil(entries.length / columnCount))
  const places = cells(box, columnCount, COLUMN_GAP_PX).flatMap((column) =>
    rows(column, inColumn, { max: options.max, gap: 0 }),
  )
  const stagger = Math.min(0.12, 0.9 / Math.max(1, entries.length))
  return entries.map((entry, index) => ({
    box: places[index]!,
    title: entry.title,
    publisher: entry.publisher,
    number: index + 1,
    start: 0.35 + index * stagger,
  }))
}

/** Text size of a list: as large as two lines in its rows allow, within what can be read. */
export const rowSize = (row: CreditRow | undefined, wanted: number): number =>
  Math.max(SMALLEST_PX, Math.min(wanted, (row?.box.height ?? 80) * 0.34))

/** The further lines as one text. */
export const furtherLines = (visual: Visual): string => visual.lines.join('  ·  ')
