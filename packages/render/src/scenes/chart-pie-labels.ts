import { Path2D } from '@napi-rs/canvas'
import type { SceneElement } from '../drawing/element.ts'
import { inflate, type Box } from '../drawing/geometry.ts'
import { drawnPath } from '../drawing/shape-elements.ts'
import type { TextBlock } from '../text/type.ts'
import { shareFormat } from './chart-format.ts'
import { evenly } from './chart-spread.ts'
import { countedValue, labelIn, setValue, type SetValue } from './chart-text.ts'
import type { SceneContext } from './scene-kind.ts'

/** A part of the whole; angles in radians, clockwise from the top. */
export interface Slice {
  readonly label: string
  readonly isMain: boolean
  readonly share: number
  readonly from: number
  readonly to: number
  readonly start: number
}

interface Label {
  readonly slice: Slice
  readonly name: TextBlock
  readonly set: SetValue
  readonly isRight: boolean
  /** Whether the name stands after the share, not below it. */
  readonly isInline: boolean
  readonly width: number
  readonly height: number
}

interface Circle {
  readonly x: number
  readonly y: number
  readonly radius: number
}

/** Between the circle and a label, and between two labels. */
const AWAY_PX = 34
const BETWEEN_PX = 30
const NAME_PX = 34
const SHARE_PX = 44
const LINE_GAP_PX = 14
const INLINE_GAP_PX = 16
const SMALLEST_RADIUS_PX = 92

/** The largest circle around which all labels have room, and the labels: share and name at a line from their slice; undefined without room. */
export function pieLabels(fromTop: readonly Slice[], context: SceneContext, room: Box) {
  const circle = { x: room.x + room.width / 2, y: room.y + room.height / 2 }
  const largest = Math.min(room.width * 0.4, room.height / 2 - 6, 360)
  for (let radius = largest; radius > SMALLEST_RADIUS_PX; radius *= 0.95) {
    const round = { ...circle, radius }
    for (const turn of context.frame.isWide ? [0] : TURNS) {
      const slices = turned(fromTop, turn)
      const found =
        besideOf(slices, context, round, room, ONE_LINE) ??
        aroundOf(slices, context, round, room) ??
        besideOf(slices, context, round, room, TWO_LINES)
      if (found) return finished(found, context, round, room)
    }
  }
  return undefined
}

/** In a narrow frame the circle is turned where that gives its labels, and so itself, more room. */
const TURNS = [0, 1, 2, 3].map((step) => (step * Math.PI) / 12)

const turned = (slices: readonly Slice[], turn: number): Slice[] =>
  slices.map((slice) => ({ ...slice, from: slice.from + turn, to: slice.to + turn }))

/** How labels beside the circle are set, and how far from it. */
interface Beside {
  readonly lines: number
  readonly away: number
  readonly leastWidth: number
}

const ONE_LINE: Beside = { lines: 1, away: 120, leastWidth: 260 }
const TWO_LINES: Beside = { lines: 2, away: 56, leastWidth: 220 }

interface Placed {
  readonly labels: readonly Label[]
  readonly tops: readonly number[]
}

function finished({ labels, tops }: Placed, context: SceneContext, circle: Circle, room: Box) {
  const elements = labels.flatMap((label, index) => labelElements(label, context, { circle, room, top: tops[index]! }))
  const slices = labels.map(({ slice }) => slice)
  return { labels: elements, slices, centre: { x: circle.x, y: circle.y }, radius: circle.radius }
}

function labelOf(
  slice: Slice,
  context: SceneContext,
  options: { readonly maxWidth: number; readonly isInline: boolean; readonly lines: number; readonly sizePx?: number },
): Label {
  const { maxWidth, isInline, lines, sizePx = NAME_PX * labelScale(context) } = options
  const set = setValue(context, shareFormat(context.language)(slice.share), 'strong', SHARE_PX * labelScale(context))
  const before = isInline ? set.width + INLINE_GAP_PX : 0
  const limits = { maxWidth: maxWidth - before, maxLines: lines, sizePx }
  const name = context.fit(slice.label, slice.isMain ? 'strong' : 'body', limits)
  const isRight = middleOf(slice) < Math.PI
  const width = isInline ? before + name.width : Math.max(name.width, set.width)
  const height = isInline ? Math.max(set.height, name.height) : set.height + LINE_GAP_PX + name.height
  return { slice, name, set, isRight, isInline, width, height }
}

/** Names beside a circle leave it less room than charts' other labels do. */
const labelScale = ({ frame }: SceneContext): number => (frame.smallTextScale > 1.2 ? 1.2 : 1)

const middleOf = ({ from, to }: Slice): number => ((from + to) / 2) % (2 * Math.PI)

/** Labels with the share before the name, beside the circle; undefined when it leaves them no room. */
function besideOf(
  slices: readonly Slice[],
  context: SceneContext,
  circle: Circle,
  room: Box,
  { lines, away, leastWidth }: Beside,
): Placed | undefined {
  const maxWidth = room.width / 2 - circle.radius - away
  if (maxWidth < leastWidth) return undefined
  const wanted = slices.map((slice) => labelOf(slice, context, { maxWidth, isInline: true, lines }))
  if (wanted.some((label) => label.name.shortened)) return undefined
  const sizePx = Math.min(...wanted.map((label) => label.name.sizePx))
  const labels = slices.map((slice) => labelOf(slice, context, { maxWidth, isInline: true, lines, sizePx }))
  const tops: number[] = []
  for (const isRight of [true, false]) {
    const own = labels.map((label, index) => ({ label, index })).filter(({ label }) => label.isRight === isRight)
    const goals = own.map(({ label }) => circle.y - Math.cos(middleOf(label.slice)) * (circle.radius + AWAY_PX))
    const sizes = own.map(({ label }) => label.height + BETWEEN_PX)
    if (sizes.reduce((sum, size) => sum + size, 0) > room.height) return undefined
    const middles = evenly(goals, sizes, { from: room.y, to: room.y + room.height })
    own.forEach(({ label, index }, at) => (tops[index] = middles[at]! - label.height / 2))
  }
  return { labels, tops }
}

/** Between a circle's edge and its labels. */
const LEADER_PX = 120

/** Labels of two lines at the room's edges, clear of the circle and of each other; undefined without room. */
function aroundOf(slices: readonly Slice[], context: SceneContext, circle: Circle, room: Box): Placed | undefined {
  for (const share of [0.34, 0.26]) {
    const labels = slices.map((slice) =>
      labelOf(slice, context, { maxWidth: room.width * share, isInline: false, lines: 2 }),
    )
    const tops = topsAround(labels, circle, room)
    if (tops) return { labels, tops }
  }
  return undefined
}

function topsAround(labels: readonly Label[], circle: Circle, room: Box): number[] | undefined {
  const tops: number[] = []
  for (const isRight of [true, false]) {
    for (const isUpper of [true, false]) {
      // From the circle's side to its top or bottom: the order of the slices stays.
      const own = labels
        .map((label, index) => ({
          label,
          index,
          y: circle.y - Math.cos(middleOf(label.slice)) * (circle.radius + AWAY_PX),
        }))
        .filter(({ label, y }) => label.isRight === isRight && y < circle.y === isUpper)
        .toSorted((a, b) => (isUpper ? b.y - a.y : a.y - b.y))
      let edge = isUpper ? circle.y - BETWEEN_PX / 2 : circle.y + BETWEEN_PX / 2
      let reach = 0
      for (const { label, index, y } of own) {
        // The line to an outer label passes the labels that it goes by.
        const side = isRight ? room.x + room.width : room.x
        if (reach > 0 && Math.abs(elbowOf(label.slice, circle).x - side) < reach) return undefined
        reach = Math.max(reach, label.width + 24)
        const clear = clearance(label, circle, room)
        const wanted = isUpper
          ? Math.min(y, circle.y - clear - label.height / 2)
          : Math.max(y, circle.y + clear + label.height / 2)
        const top = isUpper
          ? Math.min(wanted - label.height / 2, edge - label.height)
          : Math.max(wanted - label.height / 2, edge)
        if (top < room.y - 1 || top + label.height > room.y + room.height + 1) return undefined
        tops[index] = top
        edge = isUpper ? top - BETWEEN_PX : top + label.height + BETWEEN_PX
      }
    }
  }
  return tops
}

/** How far above or below the circle's middle a label must stand not to touch it. */
function clearance(label: Label, { x, radius }: Circle, room: Box): number {
  const inner = label.isRight ? room.x + room.width - label.width : room.x + label.width
  const away = label.isRight ? inner - x : x - inner
  const reach = radius + AWAY_PX
  return away >= reach ? 0 : Math.sqrt(reach ** 2 - Math.max(0, away) ** 2)
}

/** The share over the name, at the room's edge, with a line from the slice. */
function labelElements(
  label: Label,
  context: SceneContext,
  { circle, room, top }: { readonly circle: Circle; readonly room: Box; readonly top: number },
): SceneElement[] {
  const { slice, name, set, isRight, isInline } = label
  const { palette } = context
  const left = leftOf(label, circle, room)
  const start = slice.start + 0.25
  const side = isRight ? 'left' : 'right'
  const colour = slice.isMain ? palette.accent : palette.ink
  const end = left + label.width
  // The share leads in reading direction, and stands over its name where there are two lines.
  const isFirst = isInline ? !context.rightToLeft : isRight
  const x = isFirst ? left : end - set.width
  const nameLeft = isInline && isFirst ? left + set.width + INLINE_GAP_PX : left
  const nameTop = isInline ? top + (label.height - name.height) / 2 : top + set.height + LINE_GAP_PX
  const shareTop = isInline ? top + (label.height - set.height) / 2 : top
  const nameWidth = isInline ? label.width - set.width - INLINE_GAP_PX : label.width
  const place = { x: nameLeft, y: nameTop, width: nameWidth, height: name.height }
  return [
    leader(label, context, { circle, start, left, top }),
    countedValue(context, set, {
      value: slice.share,
      format: shareFormat(context.language),
      start,
      seconds: 0.7,
      at: { x, y: shareTop },
      side,
      colour,
    }),
    labelIn(context, name, place, { start, side, upright: 'top', colour: palette.ink }),
  ]
}

/** Labels stand close to the circle where there is room to spare. */
function leftOf(label: Label, { x, radius }: Circle, room: Box): number {
  const edge = label.isRight ? room.x + room.width - label.width : room.x
  const near = label.isRight ? x + radius + LEADER_PX : x - radius - LEADER_PX - label.width
  return label.isRight ? Math.min(edge, near) : Math.max(edge, near)
}

/** Where the line from a slice bends. */
function elbowOf(slice: Slice, circle: Circle) {
  const angle = middleOf(slice)
  const radius = circle.radius + 20
  return { x: circle.x + Math.sin(angle) * radius, y: circle.y - Math.cos(angle) * radius }
}

/** A line from the slice to the share; where the label stands above or below the bend, straight up or down to it. */
function leader(
  label: Label,
  context: SceneContext,
  {
    circle,
    start,
    left,
    top,
  }: { readonly circle: Circle; readonly start: number; readonly left: number; readonly top: number },
): SceneElement {
  const { slice, isRight, isInline, set, width, height } = label
  const angle = middleOf(slice)
  const elbow = elbowOf(slice, circle)
  const from = {
    x: circle.x + Math.sin(angle) * (circle.radius + 4),
    y: circle.y - Math.cos(angle) * (circle.radius + 4),
  }
  const x = isRight ? left - 12 : left + width + 12
  const isOver = isRight ? elbow.x > x - 4 : elbow.x < x + 4
  const y = isOver
    ? top + height / 2 < elbow.y
      ? top + height + 12
      : top - 12
    : isInline
      ? top + height / 2
      : top + set.height / 2
  const path = new Path2D()
  path.moveTo(from.x, from.y)
  path.lineTo(elbow.x, elbow.y)
  if (isOver) path.lineTo(elbow.x, y)
  else {
    path.lineTo(isRight ? Math.max(elbow.x, x - 46) : Math.min(elbow.x, x + 46), y)
    path.lineTo(x, y)
  }
  const far = isOver ? elbow.x : x
  const box = {
    x: Math.min(from.x, far),
    y: Math.min(from.y, y),
    width: Math.abs(from.x - far),
    height: Math.abs(from.y - y),
  }
  const colour = context.palette.mutedInk
  return drawnPath(path, { box: inflate(box, 30), start, seconds: 0.45, colour, width: 2, cap: 'butt' })
}
