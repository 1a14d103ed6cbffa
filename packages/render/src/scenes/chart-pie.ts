import { arc } from 'd3-shape'
import type { SKRSContext2D } from '@napi-rs/canvas'
import { easeInOut } from '../drawing/easing.ts'
import { arriving, type SceneElement } from '../drawing/element.ts'
import { inflate, type Box } from '../drawing/geometry.ts'
import { mix } from '../styles/colour.ts'
import type { ChartData } from './chart-data.ts'
import { pieLabels, type Slice } from './chart-pie-labels.ts'
import { countedValue, setValue } from './chart-text.ts'
import type { SceneContext } from './scene-kind.ts'

/** More slices than these cannot be compared; the smallest become one. */
const MOST_SLICES = 6
const OPEN_SECONDS = 0.8

/**
 * The slices of a whole, the largest first, each with name and share outside; the whole's sum in the middle. Undefined
 * when the names leave no room for a circle.
 */
export function pieChart(data: ChartData, context: SceneContext, room: Box): SceneElement[] | undefined {
  const found = pieLabels(slicesOf(data, context), context, room)
  if (!found) return undefined
  const { labels, slices, centre, radius } = found
  const circle = { x: centre.x - radius, y: centre.y - radius, width: 2 * radius, height: 2 * radius }
  return [
    ...slices.map((slice, order) => sliceElement(slice, context, circle, { order, count: slices.length })),
    ...sumInside(data, slices, context, circle),
    ...labels,
  ]
}

/** The word for what is left over, in the languages that have most videos. */
const OTHERS: Readonly<Record<string, string>> = {
  ar: 'أخرى',
  de: 'Andere',
  en: 'Other',
  es: 'Otros',
  fr: 'Autres',
  he: 'אחר',
  hi: 'अन्य',
  it: 'Altri',
  ja: 'その他',
  ko: '기타',
  nl: 'Overig',
  pt: 'Outros',
  ru: 'Другие',
  th: 'อื่น ๆ',
  zh: '其他',
}

/** The name of the slice that holds the smallest ones. */
export const otherName = (language: string): string => OTHERS[language.slice(0, 2)] ?? OTHERS['en']!

function slicesOf({ series, values }: ChartData, context: SceneContext): Slice[] {
  const { points } = series[0]!
  const bySize = points.filter(({ value }) => value > 0).toSorted((a, b) => b.value - a.value)
  const many = bySize.length > MOST_SLICES
  const kept = many
    ? bySize.toSorted((a, b) => Number(b.highlight) - Number(a.highlight)).slice(0, MOST_SLICES - 1)
    : bySize
  const shown = bySize.filter((point) => kept.includes(point))
  const rest = bySize.filter((point) => !kept.includes(point))
  const sum = values.reduce((total, value) => total + value, 0)
  const isMarked = shown.some(({ highlight }) => highlight)
  const all = [
    ...shown.map(({ label, value, start, highlight }, order) => ({
      label,
      value,
      start,
      isMain: isMarked ? highlight : order === 0,
    })),
    ...(rest.length > 0
      ? [
          {
            label: otherName(context.language),
            value: rest.reduce((total, { value }) => total + value, 0),
            start: Math.max(...rest.map(({ start }) => start)),
            isMain: false,
          },
        ]
      : []),
  ]
  // The circle opens clockwise: no slice waits for one that follows it.
  const starts = all.map((_, order) => Math.min(...all.slice(order).map(({ start }, after) => start - after * 0.15)))
  let turn = 0
  return all.map(({ label, value, isMain }, order) => {
    const from = turn
    turn += (value / sum) * 2 * Math.PI
    return { label, isMain, share: value / sum, from, to: turn, start: Math.max(0.1, starts[order]!) }
  })
}

/** How thick the ring is, by composition; 1 is a full circle. */
const THICKNESS = { columns: 0.42, notebook: 1, diagram: 1, poster: 0.5, archive: 0.24 } as const

function sliceElement(
  slice: Slice,
  context: SceneContext,
  circle: Box,
  { order, count }: { readonly order: number; readonly count: number },
): SceneElement {
  const { palette, style } = context
  const radius = circle.width / 2
  const inner = radius * (1 - THICKNESS[style.composition])
  const [x, y] = [circle.x + radius, circle.y + radius]
  const outline = style.composition === 'diagram' ? palette.accent : undefined
  return arriving({
    box: inflate(circle, 6),
    start: slice.start,
    seconds: OPEN_SECONDS,
    draw: (target, progress) => {
      const to = slice.from + (slice.to - slice.from) * easeInOut(progress)
      if (to - slice.from < 1e-4) return
      target.translate(x, y)
      target.beginPath()
      arc().context(target as never)({ innerRadius: inner, outerRadius: radius, startAngle: slice.from, endAngle: to })
      target.fillStyle = fillOf(target, slice, context, { order, count, radius })
      target.fill()
      if (count === 1) return
      target.lineWidth = slice.share < 0.04 ? 1.5 : outline ? 2.5 : 5
      target.lineJoin = 'round'
      target.strokeStyle = outline ?? palette.background
      target.stroke()
    },
  })
}

function fillOf(
  target: SKRSContext2D,
  slice: Slice,
  { palette, style }: SceneContext,
  { order, count, radius }: { readonly order: number; readonly count: number; readonly radius: number },
) {
  const share = order / Math.max(1, count - 1)
  if (slice.isMain && style.composition === 'poster') {
    const hot = target.createLinearGradient(-radius, radius, radius, -radius)
    hot.addColorStop(0, palette.accent)
    hot.addColorStop(1, palette.accentSecond)
    return hot
  }
  if (slice.isMain) return palette.accent
  const [strong, weak] = {
    columns: [0.45, 0.86],
    notebook: [0, 0.72],
    diagram: [0.55, 0.92],
    poster: [0.25, 0.8],
    archive: [0.05, 0.7],
  }[style.composition]!
  const from = {
    columns: palette.ink,
    notebook: palette.accentSecond,
    diagram: palette.accent,
    poster: palette.mutedInk,
    archive: palette.accentSecond,
  }[style.composition]
  return mix(from, palette.background, strong! + (weak! - strong!) * share)
}

/** The sum of what is divided, where the ring leaves room and the values are not shares already. */
function sumInside(
  { values, format }: ChartData,
  slices: readonly Slice[],
  context: SceneContext,
  circle: Box,
): SceneElement[] {
  const sum = values.reduce((total, value) => total + value, 0)
  const isShare = Math.abs(sum - 100) < 2 || Math.abs(sum - 1) < 0.02
  const hole = circle.width * (1 - THICKNESS[context.style.composition])
  if (isShare || hole < 220) return []
  const text = format(sum)
  const wanted = setValue(context, text, 'figure', 96)
  const set = setValue(context, text, 'figure', Math.min(96, (96 * hole * 0.72) / wanted.width))
  if (set.sizePx < 36) return []
  const at = { x: circle.x + (circle.width - set.width) / 2, y: circle.y + (circle.height - set.height) / 2 }
  const start = slices[0]!.start
  const seconds = Math.max(1, slices.at(-1)!.start + OPEN_SECONDS - start)
  return [
    countedValue(context, set, { value: sum, format, start, seconds, at, side: 'center', colour: context.palette.ink }),
  ]
}
