import type { SceneElement } from '../drawing/element.ts'
import { bar } from '../drawing/shape-elements.ts'
import { mirrored } from './composition.ts'
import { rowSize, type CreditRow } from './credit-list.ts'
import { evenSize, textInBox } from './parts.ts'
import type { SceneContext } from './scene-kind.ts'

/** The size in which every row of a list is set: that of its longest. */
export function listSize(context: SceneContext, list: readonly CreditRow[], indent: number, wanted: number): number {
  const [first] = list
  if (first === undefined) return wanted
  const room = { width: first.box.width - indent, height: first.box.height - 16 }
  return evenSize(context, list.map(textOf), room, { role: 'body', sizePx: rowSize(first, wanted), maxLines: 2 })
}

const textOf = (row: CreditRow): string => (row.publisher === undefined ? row.title : `${row.title}, ${row.publisher}`)

/** Title above, publisher below; on one line when the row is low. */
export function twoLines(
  context: SceneContext,
  row: CreditRow,
  options: { indent: number; sizePx: number },
): SceneElement[] {
  if (row.publisher === undefined || row.box.height < 100) return oneLine(context, row, options)
  const { palette } = context
  const box = mirrored({ ...row.box, x: row.box.x + options.indent, width: row.box.width - options.indent }, context)
  const half = row.box.height / 2
  const upper = { ...box, y: box.y + 8, height: half - 12 }
  const lower = { ...box, y: box.y + half + 10, height: half - 14 }
  return [
    textInBox(context, row.title, upper, {
      start: row.start,
      sizePx: options.sizePx,
      maxLines: 1,
      upright: 'bottom',
      quiet: true,
    }),
    textInBox(context, row.publisher, lower, {
      start: row.start + 0.08,
      role: 'body',
      sizePx: 30,
      maxLines: 1,
      upright: 'top',
      quiet: true,
      colour: palette.mutedInk,
    }),
  ]
}

/** Title and publisher as one text. */
export function oneLine(
  context: SceneContext,
  row: CreditRow,
  options: { indent: number; sizePx: number; behind?: string },
): SceneElement[] {
  const text = textOf(row)
  const box = mirrored({ ...row.box, x: row.box.x + options.indent, width: row.box.width - options.indent }, context)
  const { behind = context.palette.background } = options
  const inner = { ...box, y: box.y + 8, height: box.height - 16 }
  return [
    textInBox(context, text, inner, {
      start: row.start,
      role: 'body',
      sizePx: options.sizePx,
      maxLines: 2,
      behind,
      quiet: true,
    }),
  ]
}

/** The row's number in the list. */
export function numberOf(
  context: SceneContext,
  row: CreditRow,
  role: 'figure' | 'strong',
  colour: string,
  text = String(row.number),
): SceneElement {
  const box = mirrored({ ...row.box, width: 80 }, context)
  return textInBox(context, text, box, { start: row.start, role, sizePx: rowSize(row, 40), maxLines: 1, colour })
}

/** A dot before the row. */
export function bullet(context: SceneContext, row: CreditRow, fill: string): SceneElement {
  const box = mirrored({ x: row.box.x, y: row.box.y + row.box.height / 2 - 8, width: 16, height: 16 }, context)
  return bar(box, { start: row.start, seconds: 0.3, from: 'centre', fill, radius: 8 })
}
