import type { SKRSContext2D } from '@napi-rs/canvas'
import { easeOut, easeOvershoot } from '../drawing/easing.ts'
import { arriving, type SceneElement } from '../drawing/element.ts'
import { bottom, inflate, right, type Box } from '../drawing/geometry.ts'
import { fillDisc } from '../drawing/shape-elements.ts'
import { withOpacity } from '../styles/colour.ts'
import { clipToMap, FADE_PX } from './map-ground.ts'
import type { PlannedMap, PlannedPlace } from './map-plan.ts'
import type { SceneContext } from './scene-kind.ts'

/** A country smaller than this is ringed, so that it is seen. */
const SMALL_PX = 26
const RING_PX = 24

/** Countries that fill with colour from their middle when they are spoken of. */
export function highlights(map: PlannedMap, context: SceneContext): SceneElement[] {
  return map.places.flatMap((place) => (place.country ? [highlight(place, place.country, map, context)] : []))
}

function highlight(
  place: PlannedPlace,
  { path, box, fill }: NonNullable<PlannedPlace['country']>,
  map: PlannedMap,
  context: SceneContext,
): SceneElement {
  const isSmall = Math.max(box.width, box.height) < SMALL_PX
  const ringed = { x: place.x - RING_PX, y: place.y - RING_PX, width: 2 * RING_PX, height: 2 * RING_PX }
  const seen = within(isSmall ? ringed : box, map.box)
  const reach = Math.hypot(seen.width, seen.height)
  return arriving({
    box: inflate(seen, 6),
    start: place.start,
    seconds: 0.9,
    draw: (target, progress) => {
      clipToMap(target, map)
      if (isSmall) ring(target, place, context, easeOut(progress))
      target.beginPath()
      target.arc(place.x, place.y, Math.max(1, reach * easeOut(progress)), 0, Math.PI * 2)
      if (progress < 1) target.clip()
      target.fillStyle = fillFor(target, fill, map, context, seen)
      target.fill(path)
      target.strokeStyle = map.look.border
      target.lineWidth = map.look.borderPx
      target.stroke(path)
    },
  })
}

function ring(target: SKRSContext2D, { x, y }: PlannedPlace, { palette }: SceneContext, share: number): void {
  target.strokeStyle = palette.accent
  target.lineWidth = 4
  target.beginPath()
  target.arc(x, y, (RING_PX - 3) * share, 0, Math.PI * 2)
  target.stroke()
}

/** The fill, fading out where the map does; hot in a poster. */
function fillFor(target: SKRSContext2D, fill: string, { look, box }: PlannedMap, context: SceneContext, seen: Box) {
  const { palette, style } = context
  if (!look.isBleeding) return fill
  if (
    style.composition === 'poster' &&
    fill === palette.accent &&
    seen.y > box.y + FADE_PX &&
    bottom(seen) < bottom(box) - FADE_PX
  ) {
    const hot = target.createLinearGradient(seen.x, bottom(seen), right(seen), seen.y)
    hot.addColorStop(0, palette.accent)
    hot.addColorStop(1, palette.accentSecond)
    return hot
  }
  const fade = target.createLinearGradient(0, box.y, 0, bottom(box))
  const share = FADE_PX / box.height
  const clear = withOpacity(fill, 0)
  for (const [stop, colour] of [
    [0, clear],
    [share, fill],
    [1 - share, fill],
    [1, clear],
  ] as const)
    fade.addColorStop(stop, colour)
  return fade
}

/** Pins that drop onto their points. */
export function pins(map: PlannedMap, context: SceneContext): SceneElement[] {
  return map.places.filter(({ country }) => !country).map((place) => pin(place, context))
}

/** How high a pin's head stands above its point, and from how far above it comes. */
const HEAD_PX = 34
const DROP_PX = 70

function pin({ x, y, start }: PlannedPlace, context: SceneContext): SceneElement {
  const { palette, style } = context
  const isPin = style.composition === 'notebook' || style.composition === 'diagram'
  return arriving({
    box: { x: x - 34, y: y - HEAD_PX - DROP_PX - 30, width: 68, height: HEAD_PX + DROP_PX + 64 },
    start,
    seconds: 0.6,
    draw: (target, progress) => {
      const landed = easeOvershoot(progress, style.motion.overshoot)
      target.globalAlpha *= Math.min(1, progress * 5)
      const up = (1 - landed) * DROP_PX
      if (isPin) return teardrop(target, x, y - up, palette.accent, palette.surface)
      target.strokeStyle = withOpacity(palette.accent, 0.5)
      target.lineWidth = 3
      target.beginPath()
      target.arc(x, y, 12 + 14 * easeOut(progress), 0, Math.PI * 2)
      target.stroke()
      fillDisc(target, x, y - up, 14, palette.background)
      fillDisc(target, x, y - up, 10, palette.accent)
    },
  })
}

function teardrop(target: SKRSContext2D, x: number, y: number, colour: string, inside: string): void {
  const radius = 19
  target.fillStyle = colour
  target.beginPath()
  target.moveTo(x, y)
  target.bezierCurveTo(x - 6, y - 14, x - radius, y - HEAD_PX + 14, x - radius, y - HEAD_PX)
  target.arc(x, y - HEAD_PX, radius, Math.PI, 0)
  target.bezierCurveTo(x + radius, y - HEAD_PX + 14, x + 6, y - 14, x, y)
  target.fill()
  fillDisc(target, x, y - HEAD_PX, 7.5, inside)
}

const within = (box: Box, limit: Box): Box => {
  const x = Math.max(box.x, limit.x)
  const y = Math.max(box.y, limit.y)
  return {
    x,
    y,
    width: Math.max(0, Math.min(right(box), right(limit)) - x),
    height: Math.max(0, Math.min(bottom(box), bottom(limit)) - y),
  }
}
