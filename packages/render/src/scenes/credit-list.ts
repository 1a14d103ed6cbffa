import type { CreditsVisual } from '@mavs/core'
import type { z } from 'zod'
import type { Box } from '../drawing/geometry.ts'
import { SMALLEST_PX } from '../text/typesetter.ts'
import { rows } from './list-layout.ts'

type Visual = z.output<typeof CreditsVisual>

/** One source as a line of the list, in its place. */
export interface CreditRow {
  readonly box: Box
  readonly title: string
  readonly publisher: string | undefined
  readonly number: number
  readonly start: number
}

/** The least height of a row in which two lines of small text can be read. */
const LEAST_ROW_PX = 46

/**
 * Places the sources one under the other. What does not fit is counted in a last row, never dropped in silence:
 * the whole list is delivered as a file beside the video.
 */
export function creditRows(visual: Visual, box: Box, maxRowPx: number): CreditRow[] {
  const room = Math.max(1, Math.floor(box.height / LEAST_ROW_PX))
  const shown = visual.sources.length <= room ? visual.sources : visual.sources.slice(0, room - 1)
  const rest = visual.sources.length - shown.length
  const entries = [
    ...shown,
    ...(rest > 0 ? [{ title: `and ${rest} more, listed in the credits file`, publisher: undefined }] : []),
  ]
  const stagger = Math.min(0.14, 1.2 / Math.max(1, entries.length))
  return rows(box, Math.max(1, entries.length), { max: maxRowPx, gap: 0 })
    .slice(0, entries.length)
    .map((row, index) => ({
      box: row,
      title: entries[index]!.title,
      publisher: entries[index]!.publisher,
      number: index + 1,
      start: 0.5 + index * stagger,
    }))
}

/** Text size of a list: as large as its rows allow, within what can be read. */
export const rowSize = (row: CreditRow | undefined, wanted: number): number =>
  Math.max(SMALLEST_PX, Math.min(wanted, (row?.box.height ?? 80) * 0.48))

/** The further lines as one text. */
export const furtherLines = (visual: Visual): string => visual.lines.join('  ·  ')
