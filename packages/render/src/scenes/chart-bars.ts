import type { ChartVisual } from '@mavs/core'
import type { z } from 'zod'
import { easeOut } from '../drawing/easing.ts'
import { arriving, type SceneElement } from '../drawing/element.ts'
import { inflate, right, type Box } from '../drawing/geometry.ts'
import { bar } from '../drawing/shape-elements.ts'
import { mix } from '../styles/colour.ts'
import { SMALLEST_PX } from '../text/typesetter.ts'
import { barScale, valueFormat } from './chart-scale.ts'
import { rows, cells } from './list-layout.ts'
import { textInBox } from './parts.ts'
import type { SceneContext } from './scene-kind.ts'

/** A value with the second at which its bar begins to grow. */
export type ChartPoint = z.output<typeof ChartVisual>['points'][number] & { readonly start: number }

const GROW_SECONDS = 0.9

/** Lying bars, one a row: names on the left, values at the bars' ends. */
export function barRows(points: readonly ChartPoint[], context: SceneContext, room: Box): SceneElement[] {
  const { palette, style } = context
  const values = points.map((point) => point.value)
  const scale = barScale(values)
  const format = valueFormat(values, context.language)
  const type = style.text.strong
  const wanted = Math.min(58, Math.max(SMALLEST_PX, (room.height / points.length) * 0.38))
  const labels = points.map((point) => cased(point.label, type.uppercase))
  const longest = Math.max(...labels.map((text) => context.text.width(text, type, wanted)))
  // Long names are set smaller before they are broken into two lines.
  const sizePx = Math.max(Math.min(wanted, 36), Math.min(wanted, (wanted * room.width * 0.33) / longest))
  const widest = (texts: readonly string[]) => Math.max(...texts.map((text) => context.text.width(text, type, sizePx)))
  const names = Math.min(room.width * 0.34, widest(labels) + 12)
  const figures = widest(values.map(format)) + 36
  const plot = { ...room, x: room.x + names + 28, width: room.width - names - 28 - figures }
  const zero = plot.x + scale.at(0) * plot.width
  const list = rows(room, points.length, { max: 190, gap: 0, centred: true })
  const top = list[0]!.y
  const height = list.at(-1)!.y + list.at(-1)!.height - top
  return [
    bar({ x: zero - 1, y: top, width: 3, height }, { start: 0.2, from: 'top', fill: palette.line }),
    ...points.flatMap((point, index) => {
      const row = list[index]!
      const thickness = Math.min(112, row.height * 0.62)
      const end = plot.x + scale.at(point.value) * plot.width
      const box = {
        x: Math.min(zero, end),
        y: row.y + (row.height - thickness) / 2,
        width: Math.abs(end - zero),
        height: thickness,
      }
      const name = { x: room.x, y: row.y, width: names, height: row.height }
      const figure = { x: Math.max(zero, end) + 18, y: row.y, width: figures, height: row.height }
      return [
        textInBox(context, point.label, name, { start: 0.25 + index * 0.06, sizePx, maxLines: 2 }),
        barElement(context, box, point, point.value < 0 ? 'right' : 'left'),
        textInBox(context, format(point.value), figure, {
          start: point.start + GROW_SECONDS * 0.5,
          sizePx,
          maxLines: 1,
          colour: point.highlight ? palette.accent : palette.ink,
        }),
      ]
    }),
  ]
}

/** Standing bars: values above them, names below. */
export function barColumns(points: readonly ChartPoint[], context: SceneContext, room: Box): SceneElement[] {
  const { palette } = context
  const values = points.map((point) => point.value)
  const scale = barScale(values)
  const format = valueFormat(values, context.language)
  const gap = Math.max(6, Math.min(44, room.width / points.length / 3.2))
  const list = cells(room, points.length, gap)
  const width = list[0]!.width + gap * 0.8
  const sizePx = Math.max(SMALLEST_PX, Math.min(52, width / 3))
  const plot = { ...room, y: room.y + 56, height: room.height - 56 - 62 }
  const place = (value: number) => plot.y + (1 - scale.at(value)) * plot.height
  const zero = place(0)
  // Where the columns are narrow, only every second or third of them is labelled, and the highlighted ones.
  const every = Math.ceil((sizePx * 2.6) / width)
  return [
    ...points.flatMap((point, index) => {
      const column = list[index]!
      const end = place(point.value)
      const box = { ...column, y: Math.min(zero, end), height: Math.abs(zero - end) }
      const wide = { x: column.x - gap * 0.4, width }
      const isLabelled = point.highlight || index % every === 0
      return [
        barElement(context, box, point, point.value < 0 ? 'top' : 'bottom'),
        ...(isLabelled
          ? [
              textInBox(
                context,
                format(point.value),
                { ...wide, y: Math.min(zero, end) - 52, height: 40 },
                {
                  start: point.start + GROW_SECONDS * 0.5,
                  sizePx,
                  align: 'center',
                  maxLines: 1,
                  upright: 'bottom',
                  colour: point.highlight ? palette.accent : palette.ink,
                },
              ),
              textInBox(
                context,
                point.label,
                { ...wide, y: plot.y + plot.height + 20, height: 40 },
                {
                  start: 0.25 + index * 0.04,
                  role: 'body',
                  sizePx: Math.max(SMALLEST_PX, sizePx - 6),
                  align: 'center',
                  maxLines: 1,
                  upright: 'top',
                },
              ),
            ]
          : []),
      ]
    }),
    bar({ x: room.x, y: zero - 1, width: room.width, height: 2 }, { start: 0.3, fill: palette.ink }),
  ]
}

const cased = (text: string, isUpper: boolean): string => (isUpper ? text.toLocaleUpperCase() : text)

/** A bar in the manner of the style, growing from the baseline. */
function barElement(
  context: SceneContext,
  box: Box,
  point: ChartPoint,
  from: 'left' | 'right' | 'top' | 'bottom',
): SceneElement {
  const { palette, style } = context
  const quiet = mix(palette.ink, palette.background, 0.72)
  const fill = point.highlight ? palette.accent : quiet
  const { start } = point
  switch (style.composition) {
    case 'notebook':
      return bar(box, {
        start,
        seconds: GROW_SECONDS,
        from,
        radius: 18,
        fill: point.highlight ? palette.accent : palette.accentSecond,
      })
    case 'archive':
      return bar(inflate(box, 0, from === 'left' || from === 'right' ? -box.height * 0.22 : 0), {
        start,
        seconds: GROW_SECONDS * 1.6,
        from,
        fill: point.highlight ? palette.accent : palette.accentSecond,
      })
    case 'poster':
      return hotBar(context, box, point, from)
    case 'diagram':
    case 'columns':
      return bar(box, { start, seconds: GROW_SECONDS, from, fill })
  }
}

function hotBar(
  context: SceneContext,
  box: Box,
  point: ChartPoint,
  from: 'left' | 'right' | 'top' | 'bottom',
): SceneElement {
  const { palette } = context
  const lying = from === 'left' || from === 'right'
  return arriving({
    box: inflate(box, 4),
    start: point.start,
    seconds: GROW_SECONDS * 0.7,
    draw: (target, progress) => {
      const share = easeOut(progress)
      const hot = lying
        ? target.createLinearGradient(box.x, 0, right(box), 0)
        : target.createLinearGradient(0, box.y + box.height, 0, box.y)
      hot.addColorStop(0, point.highlight ? palette.accent : palette.surface)
      hot.addColorStop(1, point.highlight ? palette.accentSecond : palette.line)
      target.fillStyle = hot
      const [width, height] = lying ? [box.width * share, box.height] : [box.width, box.height * share]
      const x = from === 'right' ? right(box) - width : box.x
      const y = from === 'bottom' ? box.y + box.height - height : box.y
      target.fillRect(x, y, width, height)
    },
  })
}
