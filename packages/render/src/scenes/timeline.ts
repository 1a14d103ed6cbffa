import { TimelineVisual } from '@mavs/core/essentials'
import { Path2D } from '@napi-rs/canvas'
import type { z } from 'zod'
import { awaited, type SceneElement } from '../drawing/element.ts'
import { bottom, inflate, type Box } from '../drawing/geometry.ts'
import { bar, drawnPath, fillBox, fillDisc, piece } from '../drawing/shape-elements.ts'
import { handLine } from '../drawing/strokes.ts'
import { mirrored } from './composition.ts'
import { cells, headlineAbove, OPTICAL_MIDDLE, rows } from './list-layout.ts'
import { speedLines } from './ornament.ts'
import { evenSize, textInBox } from './parts.ts'
import { defineScene, type SceneContext } from './scene-kind.ts'

type Visual = z.output<typeof TimelineVisual>
type Event = Visual['events'][number] & { readonly start: number }

/** Dated events along a line that is drawn from one to the next. */
export const timeline = defineScene({
  kind: 'timeline',
  schema: TimelineVisual,
  layout: (visual, context) => {
    const { head, body } = headlineAbove(visual.headline, context, 70)
    const events = visual.events.map((event, index) => ({
      ...event,
      start: context.at(`events.${index}`, 1 + index * 1.6),
    }))
    const isPoster = context.style.composition === 'poster'
    const scene = context.frame.isWide ? acrossFrame : downFrame
    return [...(isPoster ? speedLines(context) : []), ...head, ...scene(events, context, body)]
  },
})

function acrossFrame(events: readonly Event[], context: SceneContext, body: Box): SceneElement[] {
  const boxes = cells(body, events.length, 48)
  const { width } = boxes[0]!
  const labels = events.map((event) => event.label)
  const dates = events.map((event) => event.date)
  const dateSize = evenSize(context, dates, { width, height: 150 }, { role: 'figure', sizePx: 150, maxLines: 1 })
  const sizePx = evenSize(context, labels, { width, height: 300 }, { role: 'body', sizePx: 54, maxLines: 3 })
  const labelHeight = Math.max(
    ...labels.map((text) => context.fit(text, 'body', { maxWidth: width, sizePx, maxLines: 4, quiet: true }).height),
  )
  const spare = Math.max(0, body.height - dateSize - DATE_GAP_PX - LABEL_GAP_PX - labelHeight)
  const y = body.y + spare * OPTICAL_MIDDLE + dateSize + DATE_GAP_PX
  return [
    ...axis(context, mirrored({ x: body.x, y, width: body.width, height: 0 }, context), events),
    ...events.flatMap((event, index) => {
      const box = mirrored(boxes[index]!, context)
      const x = context.rightToLeft ? box.x + box.width - 18 : box.x + 18
      const date = { ...box, y: y - DATE_GAP_PX - dateSize, height: dateSize }
      const label = { ...box, y: y + LABEL_GAP_PX, height: Math.max(40, bottom(body) - y - LABEL_GAP_PX) }
      const turn = { from: 0.35 + index * 0.1, until: event.start }
      return [
        ...point(context, x, y, event.start, index === events.length - 1).flatMap((part) => awaited(part, turn)),
        ...awaited(
          textInBox(context, event.date, date, {
            start: event.start,
            role: 'figure',
            sizePx: dateSize,
            maxLines: 1,
            upright: 'bottom',
            colour: context.palette.accent,
          }),
          turn,
        ),
        textInBox(context, event.label, label, {
          start: event.start + 0.2,
          role: 'body',
          sizePx,
          maxLines: 5,
          upright: 'top',
        }),
      ]
    }),
  ]
}

/** Between the dates and the line, and between the line and the labels. */
const DATE_GAP_PX = 60
const LABEL_GAP_PX = 72

function downFrame(events: readonly Event[], context: SceneContext, body: Box): SceneElement[] {
  const boxes = rows(body, events.length, { max: 330, gap: 0, centred: true })
  const last = boxes.at(-1)!
  const spine = { x: body.x + 14, y: boxes[0]!.y + 36, width: 0, height: last.y - boxes[0]!.y }
  return [
    ...axis(context, mirrored(spine, context), events),
    ...events.flatMap((event, index) => {
      const row = boxes[index]!
      const x = context.rightToLeft ? context.frame.width - row.x - 14 : row.x + 14
      const text = { x: row.x + 76, y: row.y, width: row.width - 76, height: 72 }
      // Low rows hold date and label beside each other, high ones the label below the date.
      const isLow = row.height < 190
      const date = isLow ? { ...text, width: 230 } : text
      const label = isLow
        ? { ...text, x: text.x + 260, width: text.width - 260, height: row.height - 20 }
        : { ...text, y: text.y + 106, height: row.height - 120 }
      return [
        ...point(context, x, row.y + 36, event.start, index === events.length - 1),
        textInBox(context, event.date, mirrored(date, context), {
          start: event.start,
          role: 'figure',
          sizePx: isLow ? 72 : 96,
          maxLines: 1,
          colour: context.palette.accent,
        }),
        textInBox(context, event.label, mirrored(label, context), {
          start: event.start + 0.2,
          role: 'body',
          sizePx: 52,
          upright: 'top',
        }),
      ]
    }),
  ]
}

/** The line itself, in the manner of the style; it is drawn until the last event has come. */
function axis(context: SceneContext, line: Box, events: readonly Event[]): SceneElement[] {
  const { palette, style } = context
  const start = Math.min(0.3, Math.max(0, events[0]!.start - 0.4))
  const seconds = Math.max(0.8, events.at(-1)!.start - start + 0.3)
  const down = line.height > 0
  const from = down ? 'top' : context.rightToLeft ? 'right' : 'left'
  const rule = (thickness: number, fill: string) =>
    bar(
      down
        ? { ...line, x: line.x - thickness / 2, width: thickness }
        : { ...line, y: line.y - thickness / 2, height: thickness },
      { start, seconds, from, fill },
    )
  switch (style.composition) {
    case 'notebook': {
      if (down) return [rule(9, palette.accentSecond)]
      const path = handLine(line.x, line.y, line.width, context.random)
      return [drawnPath(path, { box: inflate(line, 16), start, seconds, colour: palette.accentSecond, width: 9 })]
    }
    case 'diagram':
      return [rule(3, palette.accent), ruler(context, line, start, seconds)]
    case 'poster':
      return [rule(12, palette.accent)]
    case 'archive':
      return [rule(2, palette.accent)]
    case 'columns':
      return [rule(4, palette.ink)]
  }
}

/** Small marks along the line, as on a ruler. */
function ruler(context: SceneContext, line: Box, start: number, seconds: number): SceneElement {
  const path = new Path2D()
  const length = Math.max(line.width, line.height)
  for (let at = 0; at <= length; at += 26) {
    const [x, y] = line.height > 0 ? [line.x, line.y + at] : [line.x + at, line.y]
    path.moveTo(x, y)
    path.lineTo(line.height > 0 ? x + 10 : x, line.height > 0 ? y : y + 10)
  }
  const colour = context.palette.mutedInk
  return drawnPath(path, { box: inflate(line, 14), start, seconds, colour, width: 1.5, cap: 'butt' })
}

/** An event's mark on the line; the last one is filled. */
function point(context: SceneContext, x: number, y: number, start: number, isLast: boolean): SceneElement[] {
  const { palette, style } = context
  const radius = style.composition === 'archive' ? 10 : 18
  const box = { x: x - radius, y: y - radius, width: 2 * radius, height: 2 * radius }
  const isSquare = style.composition === 'columns' || style.composition === 'poster'
  const fill = isLast || style.composition === 'notebook' ? palette.accent : palette.ink
  return [
    piece(box, {
      style,
      start: Math.max(0, start - 0.1),
      seconds: 0.4,
      draw: (target) => {
        if (isSquare) return fillBox(target, box, isLast ? palette.accent : palette.ink)
        fillDisc(target, x, y, radius, palette.background)
        fillDisc(target, x, y, radius - (isLast ? 0 : 3), fill)
        if (!isLast && style.composition !== 'notebook') fillDisc(target, x, y, radius - 6, palette.background)
      },
    }),
  ]
}
