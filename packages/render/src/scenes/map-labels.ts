import { Path2D } from '@napi-rs/canvas'
import { easeOut } from '../drawing/easing.ts'
import { arriving, type SceneElement } from '../drawing/element.ts'
import { inflate, type Box } from '../drawing/geometry.ts'
import { drawnPath, fillBox } from '../drawing/shape-elements.ts'
import type { TextBlock } from '../text/type.ts'
import { SMALLEST_PX } from '../text/typesetter.ts'
import { countedValue, labelIn, setValue, type SetValue } from './chart-text.ts'
import { coverage } from './map-coverage.ts'
import { alongLine, labelPlace, nearestPoint, type Obstacles } from './map-places.ts'
import type { PlannedMap, PlannedPlace } from './map-plan.ts'
import type { SceneContext } from './scene-kind.ts'

const NAME_PX = 34
const GAP_PX = 14
const PADDING = { x: 16, y: 15 } as const

interface Label {
  readonly place: PlannedPlace
  readonly name: TextBlock
  readonly value?: SetValue
  readonly width: number
  readonly height: number
}

/** Names and values: on a country that is large enough, else on plates beside their places, never on each other or on lines. */
export function mapLabels(map: PlannedMap, context: SceneContext, lines: readonly Box[]): SceneElement[] {
  const obstacles: Obstacles = {
    room: map.inner,
    taken: map.places.map(anchorBox),
    marked: map.places.filter(({ country }) => country),
    covers: coverage(map),
  }
  const maxWidth = Math.min(420 * context.frame.smallTextScale, map.inner.width * (context.frame.isWide ? 0.36 : 0.44))
  const free = [...obstacles.taken, ...lines]
  // Points come first: their labels have the least choice.
  const order = map.places.toSorted((a, b) => Number(a.country !== undefined) - Number(b.country !== undefined))
  return order.flatMap((place) => {
    for (const width of [maxWidth, SMALLEST_PX * 5]) {
      const label = labelOf(place, map, context, width)
      const found = labelPlace(place, label, {
        ...obstacles,
        taken: free.filter((box) => box !== anchorOf(obstacles, map, place)),
      })
      if (!found) continue
      free.push(found.box, ...(found.isInside ? [] : alongLine(place, found.box)))
      return labelElements(label, found, map, context)
    }
    // The mark alone stays where there is no room for its name.
    context.tooLong(place.label)
    return []
  })
}

/** What labels of other places keep clear of. */
function anchorBox({ x, y, country }: PlannedPlace): Box {
  return country ? { x: x - 8, y: y - 8, width: 16, height: 16 } : { x: x - 24, y: y - 56, width: 48, height: 76 }
}

const anchorOf = ({ taken }: Obstacles, { places }: PlannedMap, place: PlannedPlace): Box =>
  taken[places.indexOf(place)]!

function labelOf(place: PlannedPlace, { format }: PlannedMap, context: SceneContext, maxWidth: number): Label {
  const sizePx = (NAME_PX * (1 + context.frame.smallTextScale)) / 2
  const value =
    place.place.value === undefined ? undefined : setValue(context, format(place.place.value), 'strong', sizePx)
  const beside = value ? value.width + GAP_PX : 0
  const limits = { maxWidth: Math.max(SMALLEST_PX * 3, maxWidth - beside), maxLines: 2, sizePx }
  const name = context.fit(place.label, 'strong', limits)
  return {
    place,
    name,
    ...(value && { value }),
    width: name.width + beside + 2 * PADDING.x,
    height: Math.max(name.height, value?.height ?? 0) + 2 * PADDING.y,
  }
}

interface Found {
  readonly box: Box
  /** Whether it stands on the country's own colour. */
  readonly isInside: boolean
}

function labelElements(label: Label, { box, isInside }: Found, map: PlannedMap, context: SceneContext): SceneElement[] {
  const { place, name, value } = label
  const { palette, rightToLeft } = context
  const behind = isInside ? place.country!.fill : plateColour(context)
  const start = place.start + 0.25
  const inner = inflate(box, -PADDING.x, -PADDING.y)
  const ink = isInside && behind === palette.accent ? palette.onAccent : palette.ink
  const nameSide = rightToLeft ? 'right' : 'left'
  const valueX = rightToLeft ? inner.x : inner.x + inner.width - (value?.width ?? 0)
  return [
    ...(isInside ? [] : [...tie(label, box, context, start - 0.1), plate(box, context, start)]),
    labelIn(context, name, inner, { start: start + 0.05, side: nameSide, colour: ink, behind }),
    ...(value
      ? [
          countedValue(context, value, {
            value: place.place.value!,
            format: map.format,
            start: start + 0.1,
            seconds: 0.8,
            at: { x: valueX, y: inner.y + (inner.height - value.height) / 2 },
            side: 'right',
            colour: isInside ? ink : palette.accent,
            behind,
          }),
        ]
      : []),
  ]
}

const plateColour = ({ palette, style }: SceneContext): string =>
  style.composition === 'columns' || style.composition === 'archive' ? palette.background : palette.surface

/** A plate that opens from its middle. */
function plate(box: Box, context: SceneContext, start: number): SceneElement {
  const { palette, style } = context
  const radius = { columns: 0, notebook: 22, diagram: 8, poster: 0, archive: 0 }[style.composition]
  const edge = {
    columns: undefined,
    notebook: palette.line,
    diagram: palette.accent,
    poster: palette.accent,
    archive: palette.accentSecond,
  }[style.composition]
  return arriving({
    box: inflate(box, 4),
    start,
    seconds: 0.4,
    draw: (target, progress) => {
      const share = easeOut(progress)
      const open = inflate(box, (-box.width / 2) * (1 - share) * 0.3, 0)
      target.globalAlpha *= Math.min(1, progress * 3)
      fillBox(target, open, plateColour(context), radius)
      if (edge === undefined) return
      target.strokeStyle = edge
      target.lineWidth = 2
      target.beginPath()
      target.roundRect(open.x, open.y, open.width, open.height, radius)
      target.stroke()
    },
  })
}

/** A line from the place to its label, where they stand apart. */
function tie({ place }: Label, box: Box, { palette }: SceneContext, start: number): SceneElement[] {
  const to = nearestPoint(box, place)
  const isPin = place.country === undefined
  if (Math.hypot(to.x - place.x, to.y - place.y) < (isPin ? 64 : 6)) return []
  const path = new Path2D()
  // A small ring, drawn so thick that it is a dot.
  if (!isPin) path.arc(place.x, place.y, 2.5, 0, Math.PI * 2)
  path.moveTo(place.x, place.y)
  path.lineTo(to.x, to.y)
  const reach = {
    x: Math.min(place.x, to.x),
    y: Math.min(place.y, to.y),
    width: Math.abs(to.x - place.x),
    height: Math.abs(to.y - place.y),
  }
  return [drawnPath(path, { box: inflate(reach, 8), start, seconds: 0.35, colour: palette.ink, width: 3, cap: 'butt' })]
}
