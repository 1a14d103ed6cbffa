import type { SceneElement } from '../drawing/element.ts'
import { bottom, type Box } from '../drawing/geometry.ts'
import { arrange, type Arrangement } from '../layout/arrange.ts'
import { box, column, row, text, type LayoutNode } from '../layout/node.ts'
import { SMALLEST_PX } from '../text/typesetter.ts'
import type { TextBlock } from '../text/type.ts'
import type { SceneContext } from './scene-kind.ts'

/** A line of a credits list. */
export interface CreditEntry {
  readonly title: string
  readonly publisher?: string | undefined
}

/** How a style sets its list. */
export interface CreditStyle {
  /** Room for a number or a dot before each entry. */
  readonly indent: number
  /** Title over publisher, at one side or centred; or on either side of an axis, as at the end of a film. */
  readonly form: 'stacked' | 'centred' | 'axis'
  readonly columns: number
  /** Of a title. */
  readonly largestPx: number
  /** Least distance between entries. */
  readonly leastGapPx?: number
  readonly behind?: string
}

/** An entry in its place. */
export interface CreditRow {
  readonly index: number
  readonly box: Box
  /** Where a number before the title stands: level with its capitals, of its size. */
  readonly mark: Box
  readonly sizePx: number
  readonly start: number
}

/** A list in its place; how many entries had no room is told by a line below the rows. */
export interface CreditList {
  readonly rows: readonly CreditRow[]
  /** Of all lines. */
  readonly height: number
  readonly elements: readonly SceneElement[]
  /** Whether every entry is shown, to its end. */
  readonly isWhole: boolean
}

/** Sizes of titles, from the largest; from the comfortable ones, one column is better than two. */
const SIZES_PX = [60, 54, 48, 44, 40, 36, 32, SMALLEST_PX]
const COMFORTABLE_PX = 40
const COLUMN_GAP_PX = 72

/** Sets the entries as large as the box allows; those that have no room at the smallest size are counted in a last line. */
export function creditList(
  entries: readonly CreditEntry[],
  room: Box,
  context: SceneContext,
  style: CreditStyle,
): CreditList {
  const setting = largestSetting(entries, { room, context, style })
  const plan = arrange(treeOf(setting, style), room, context)
  const stagger = Math.min(0.12, 0.9 / Math.max(1, setting.set.length))
  const rows = setting.set.map(({ title }, index): CreditRow => {
    const { y } = plan.text(`title.${index}`)
    return {
      index,
      box: plan.box(`row.${index}`),
      mark: { ...plan.box(`mark.${index}`), y, height: title.lines[0]?.baseline ?? title.height },
      sizePx: setting.sizePx,
      start: 0.35 + index * stagger,
    }
  })
  const ends = rows.map(({ box: place }) => bottom(place) - room.y)
  const { rest } = setting
  return {
    rows: rest === 0 ? rows : rows.slice(0, -1),
    height: Math.max(0, ...ends),
    elements: rows.flatMap((entry) => words(plan, entry, context, style)),
    isWhole: rest === 0 && setting.set.every(isWhole),
  }
}

interface SetEntry {
  readonly title: TextBlock
  readonly publisher: TextBlock | undefined
}

interface Place {
  readonly room: Box
  readonly context: SceneContext
  readonly style: CreditStyle
}

/** A way to set a list; in a `runIn` one, publishers follow their titles on the line. */
interface Attempt {
  readonly sizePx: number
  readonly columnCount: number
  readonly runIn?: true
}

interface Setting extends Attempt {
  readonly set: readonly SetEntry[]
  readonly rest: number
  readonly room: Box
}

function largestSetting(entries: readonly CreditEntry[], place: Place): Setting {
  for (const attempt of attemptsOf(place.style)) {
    const set = setEntries(entries, attempt, place)
    if (set.every(isWhole) && fits(set, attempt, place)) return { ...attempt, set, rest: 0, room: place.room }
  }
  const attempt = { sizePx: SMALLEST_PX, columnCount: place.style.columns, runIn: true } as const
  for (let count = entries.length; ; count--) {
    const rest = entries.length - count
    const counted = rest === 0 ? [] : [{ title: `+ ${new Intl.NumberFormat(place.context.language).format(rest)}` }]
    const set = setEntries([...entries.slice(0, count), ...counted], attempt, place)
    if (count <= 1 || fits(set, attempt, place)) return { ...attempt, set, rest, room: place.room }
  }
}

function attemptsOf({ columns, largestPx }: CreditStyle): Attempt[] {
  const sizes = SIZES_PX.filter((sizePx) => sizePx <= largestPx)
  const single = sizes.map((sizePx) => ({ sizePx, columnCount: 1 }))
  const double = columns < 2 ? [] : sizes.map((sizePx) => ({ sizePx, columnCount: columns }))
  return [
    ...single.filter(({ sizePx }) => sizePx >= COMFORTABLE_PX),
    ...double,
    ...single.filter(({ sizePx }) => sizePx < COMFORTABLE_PX),
    { sizePx: 32, columnCount: columns, runIn: true },
  ]
}

function setEntries(entries: readonly CreditEntry[], attempt: Attempt, { room, context, style }: Place): SetEntry[] {
  const { sizePx, columnCount, runIn } = attempt
  const across = (room.width - COLUMN_GAP_PX * (columnCount - 1)) / columnCount - style.indent
  const maxWidth = style.form === 'axis' ? (across - COLUMN_GAP_PX) / 2 : across
  const limits = { maxLines: 2, quiet: true }
  const small = Math.max(SMALLEST_PX, sizePx * 0.8)
  return entries.map(({ title, publisher }) => {
    if (runIn && style.form !== 'axis') {
      const text = publisher ? `${title}, ${publisher}` : title
      return {
        title: context.fit(text, 'body', { ...limits, maxWidth, sizePx, minSizePx: sizePx }),
        publisher: undefined,
      }
    }
    return {
      // What has no publisher stands across the axis.
      title: context.fit(title, 'strong', {
        ...limits,
        maxWidth: publisher ? maxWidth : across,
        sizePx,
        minSizePx: sizePx,
      }),
      publisher: publisher
        ? context.fit(publisher, 'body', { ...limits, maxWidth, sizePx: small, minSizePx: small })
        : undefined,
    }
  })
}

const isWhole = ({ title, publisher }: SetEntry): boolean => !title.shortened && publisher?.shortened !== true

const fits = (set: readonly SetEntry[], attempt: Attempt, { room, style }: Place): boolean =>
  columnsOf(set, attempt.columnCount).every(
    (part) => heightOf(part, style) + gapOf(attempt, style) * (part.length - 1) <= room.height,
  )

const heightOf = (set: readonly SetEntry[], { form }: CreditStyle): number =>
  set.reduce((sum, { title, publisher }) => {
    if (publisher === undefined) return sum + title.height
    return (
      sum + (form === 'axis' ? Math.max(title.height, publisher.height) : title.height + LINE_GAP_PX + publisher.height)
    )
  }, 0)

/** From a title's last line to its publisher's capitals. */
const LINE_GAP_PX = 20

const gapOf = ({ sizePx, runIn }: Attempt, { leastGapPx = 0 }: CreditStyle): number =>
  runIn ? Math.max(sizePx * 0.9, leastGapPx * 0.75) : Math.max(sizePx * 1.15, leastGapPx)

function columnsOf<Value>(values: readonly Value[], columnCount: number): (readonly Value[])[] {
  const each = Math.ceil(values.length / columnCount)
  return Array.from({ length: columnCount }, (_, index) => values.slice(index * each, (index + 1) * each))
}

type Key = `${'row' | 'mark' | 'title' | 'publisher'}.${number}`

function treeOf(setting: Setting, style: CreditStyle): LayoutNode<Key> {
  const { set, columnCount, sizePx, room } = setting
  const parts = columnsOf([...set.keys()], columnCount)
  const spare = Math.min(
    ...parts.map(
      (part) =>
        (room.height -
          heightOf(
            part.map((index) => set[index]!),
            style,
          )) /
        Math.max(1, part.length - 1),
    ),
  )
  // Entries of a short list spread, but still read as a list.
  const gap = Math.max(gapOf(setting, style), Math.min(spare, sizePx * 2.2))
  return row(
    { gap: COLUMN_GAP_PX },
    parts.map((part) =>
      column(
        { width: 'fill', gap },
        part.map((index) => entryNode(set[index]!, index, style)),
      ),
    ),
  )
}

function entryNode({ title, publisher }: SetEntry, index: number, style: CreditStyle): LayoutNode<Key> {
  const first = text<Key>(`title.${index}`, () => title, { shrinks: false })
  const second = publisher && text<Key>(`publisher.${index}`, () => publisher, { shrinks: false })
  const mark = box<Key>(`mark.${index}`, { width: style.indent })
  if (style.form !== 'axis') {
    return box<Key>(`row.${index}`, {}, [row({}, [mark, column({ width: 'fill', gap: LINE_GAP_PX }, [first, second])])])
  }
  const sides = [column<Key>({ width: 'fill' }, [second]), column<Key>({ width: 'fill' }, [first])]
  return box<Key>(`row.${index}`, {}, [
    row({ gap: COLUMN_GAP_PX }, second ? [mark, ...sides] : [mark, column({ width: 'fill' }, [first])]),
  ])
}

function words(plan: Arrangement<Key>, entry: CreditRow, context: SceneContext, style: CreditStyle): SceneElement[] {
  const { index, start } = entry
  const { behind = context.palette.background, form } = style
  const has = plan.has(`publisher.${index}`)
  const isCentred = form === 'centred' || (form === 'axis' && !has)
  const title = plan.words(`title.${index}`, { start, behind, ...(isCentred && { align: 'center' }) })
  if (!has) return [title]
  const align = form === 'axis' ? 'right' : isCentred ? 'center' : 'left'
  return [
    title,
    plan.words(`publisher.${index}`, { start: start + 0.08, behind, colour: context.palette.mutedInk, align }),
  ]
}
