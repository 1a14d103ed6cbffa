import { box, column, keyed, row, text, type Along, type LayoutNode } from '../layout/node.ts'
import { isUpright, sized, spread } from './headed.ts'
import { evenSize } from './parts.ts'
import type { SceneContext } from './scene-kind.ts'

interface Event {
  readonly date: string
  readonly label: string
}

export type TimelineKey = 'axis' | `mark.${number}` | `date.${number}` | `label.${number}`

interface Sizes {
  readonly scale: number
  readonly maxLines: number
}

/** Sizes of labels, by how many there are, before they are scaled to their room. */
const LABELS_PX = [104, 88, 70, 58, 54, 54]

/** More events than these alternate above and below the line, so that each has twice the width. */
export const MOST_IN_LINE = 4

const MARK_PX = 36
/** Between events beside each other. */
const GAP_PX = 48
/** Between the texts and the line. */
const LINE_GAP_PX = 52

/** Dates above the line, what happened below it. */
export function eventsAcross(events: readonly Event[], context: SceneContext, sizes: Sizes): LayoutNode<TimelineKey> {
  const labelled = { ...sizes, labelPx: LABELS_PX[events.length - 1]! }
  const width = (context.frame.content.width - GAP_PX * (events.length - 1)) / events.length
  const datePx = dateSize(events, context, width, 150)
  const inCells = (along: Along, child: (event: Event, index: number) => LayoutNode<TimelineKey>) =>
    row<TimelineKey>(
      { gap: GAP_PX, shrinks: true },
      events.map((event, index) => column({ width: 'fill', along, across: 'start' }, [child(event, index)])),
    )
  return column({ height: 'fill', along: 'optical', gap: LINE_GAP_PX }, [
    inCells('end', (event, index) => dateText(event, index, context, datePx)),
    keyed(
      'axis',
      inCells('start', (_, index) => box(`mark.${index}`, { width: MARK_PX, height: MARK_PX })),
    ),
    inCells('start', (event, index) => labelText(event, index, context, labelled)),
  ])
}

/** Every other event above the line, the others below it. */
export function eventsAlternating(
  events: readonly Event[],
  context: SceneContext,
  sizes: Sizes,
): LayoutNode<TimelineKey> {
  const labelled = { ...sizes, labelPx: LABELS_PX[events.length - 1]! }
  const unit = context.frame.content.width / (events.length + 1)
  const datePx = dateSize(events, context, 2 * unit - GAP_PX, 96) * Math.min(1, sizes.scale + 0.2)
  const cells = (first: 0 | 1, along: Along) =>
    row<TimelineKey>({ height: 'fill', maxHeight: 300 }, [
      column({ width: first * unit }, []),
      ...events.map((event, index) =>
        index % 2 === first
          ? column<TimelineKey>({ width: 2 * unit - GAP_PX, gap: 36, along, across: 'start' }, [
              dateText(event, index, context, datePx),
              labelText(event, index, context, labelled),
            ])
          : index === events.length - 1 || index < first
            ? undefined
            : column<TimelineKey>({ width: GAP_PX }, []),
      ),
    ])
  return column({ height: 'fill', along: 'center', gap: LINE_GAP_PX }, [
    cells(0, 'end'),
    keyed(
      'axis',
      row(
        {},
        events.map((_, index) => column({ width: unit }, [box(`mark.${index}`, { width: MARK_PX, height: MARK_PX })])),
      ),
    ),
    cells(1, 'start'),
  ])
}

/** Down the frame: what happened below its date where rows are high, else beside it. */
export function eventsDown(events: readonly Event[], context: SceneContext, sizes: Sizes): LayoutNode<TimelineKey> {
  const labelled = { ...sizes, labelPx: LABELS_PX[events.length - 1]! * (isUpright(context.frame) ? 1.2 : 1) }
  const { frame } = context
  const isStacked = isUpright(frame) || events.length < 3
  const width = frame.content.width * (isStacked ? 0.9 : 0.3)
  const datePx =
    dateSize(events, context, width, isUpright(frame) ? 136 : isStacked ? 110 : 84) *
    (isStacked ? sizes.scale : (1 + sizes.scale) / 2)
  const { text: setter, style } = context
  const dateWidth = Math.max(
    ...events.map(({ date }) => setter.width(setter.clean(date, style.text.figure), style.text.figure, datePx)),
  )
  return column(
    { height: 'fill', along: 'center' },
    events.map((event, index) => {
      const texts = [dateText(event, index, context, datePx), labelText(event, index, context, labelled)]
      const words = isStacked
        ? column<TimelineKey>(
            { width: 'fill', align: 'stretch', along: 'center', across: 'start', gap: 34, padding: { y: 26 } },
            texts,
          )
        : row<TimelineKey>({ width: 'fill', align: 'stretch', across: 'center', gap: 32, padding: { y: 24 } }, [
            column({ width: Math.min(width, dateWidth + 24), across: 'start' }, texts.slice(0, 1)),
            column({ width: 'fill', align: 'stretch', along: 'center' }, texts.slice(1)),
          ])
      return row<TimelineKey>(
        {
          height: 'fill',
          maxHeight: (isUpright(frame) ? 380 : 230) * spread(events.length),
          gap: 44,
          across: 'center',
        },
        [box(`mark.${index}`, { width: MARK_PX, height: MARK_PX }), words],
      )
    }),
  )
}

/** The size in which all dates fit into a width on one line. */
const dateSize = (events: readonly Event[], context: SceneContext, width: number, sizePx: number): number =>
  evenSize(
    context,
    events.map(({ date }) => date),
    { width, height: sizePx },
    { role: 'figure', sizePx, maxLines: 1 },
  )

const dateText = ({ date }: Event, index: number, context: SceneContext, sizePx: number): LayoutNode<TimelineKey> =>
  text(`date.${index}`, sized(context, date, 'figure', { sizePx, maxLines: 1 }))

const labelText = (
  { label }: Event,
  index: number,
  context: SceneContext,
  { scale, maxLines, labelPx }: Sizes & { readonly labelPx: number },
): LayoutNode<TimelineKey> =>
  text(`label.${index}`, sized(context, label, 'body', { sizePx: labelPx * scale, maxLines: maxLines === 1 ? 1 : 5 }))
