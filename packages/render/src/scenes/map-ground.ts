import { Path2D, type SKRSContext2D } from '@napi-rs/canvas'
import { geoGraticule10, geoPath } from 'd3-geo'
import { easeInOut } from '../drawing/easing.ts'
import { arriving, type SceneElement } from '../drawing/element.ts'
import { inflate, type Box } from '../drawing/geometry.ts'
import { drawnPath } from '../drawing/shape-elements.ts'
import { paintedLayer } from '../maps/layers.ts'
import { thinned } from '../maps/thinned.ts'
import type { PlannedMap } from './map-plan.ts'
import { card } from './parts.ts'
import type { SceneContext } from './scene-kind.ts'

/** Left out unless it is marked: it takes much room and tells nothing. */
const ANTARCTICA = '010'

/** How far a map from edge to edge fades out above and below. */
export const FADE_PX = 56

/** Sea, land and borders, painted once a scene, and the frame of the style around them. */
export function mapGround(map: PlannedMap, context: SceneContext): SceneElement[] {
  const { frame, style } = context
  const { unit } = frame
  const [left, top] = [Math.floor(map.box.x * unit), Math.floor(map.box.y * unit)]
  const size = { width: Math.ceil(map.box.width * unit) + 1, height: Math.ceil(map.box.height * unit) + 1 }
  const layer = () =>
    paintedLayer(map, size, (target) => {
      target.translate(-left, -top)
      target.scale(unit, unit)
      paintGround(target, map)
    })
  const ground = arriving({
    box: map.box,
    start: 0,
    seconds: style.motion.seconds,
    draw: (target, progress) => {
      target.globalAlpha *= easeInOut(Math.min(1, progress * 1.6))
      target.drawImage(layer(), left / unit, top / unit, size.width / unit, size.height / unit)
    },
  })
  return [...cardBelow(map, context), ground, ...frameAround(map, context)]
}

/** The edge of the map: nothing is drawn outside of it. */
export function clipToMap(target: SKRSContext2D, { box, look }: PlannedMap): void {
  target.beginPath()
  target.roundRect(box.x, box.y, box.width, box.height, look.radius)
  target.clip()
}

function paintGround(target: SKRSContext2D, map: PlannedMap): void {
  const { look, projection, atlas, box } = map
  const path = geoPath(projection, thinned(target))
  target.save()
  clipToMap(target, map)
  if (look.sea) {
    target.fillStyle = look.sea
    target.fillRect(box.x, box.y, box.width, box.height)
  }
  if (look.graticule) stroke(target, look.graticule, 1.2, () => path(geoGraticule10()))
  target.beginPath()
  for (const outline of atlas.outlines)
    if (outline.id !== ANTARCTICA || map.places.some(({ country }) => country?.id === ANTARCTICA)) path(outline)
  target.fillStyle = look.land
  target.fill()
  if (look.coast) stroke(target, look.coast, 1.5)
  stroke(target, look.border, look.borderPx, () => path(atlas.borders))
  target.restore()
  if (look.isBleeding) for (const isAcross of [false, true]) fadeOut(target, box, isAcross)
}

function stroke(target: SKRSContext2D, colour: string, width: number, trace?: () => void): void {
  if (trace) {
    target.beginPath()
    trace()
  }
  target.strokeStyle = colour
  target.lineWidth = width
  target.lineJoin = 'round'
  target.stroke()
}

function fadeOut(target: SKRSContext2D, box: Box, isAcross: boolean): void {
  const { x, y, width, height } = box
  const fade = isAcross
    ? target.createLinearGradient(x, 0, x + width, 0)
    : target.createLinearGradient(0, y, 0, y + height)
  const share = isAcross ? (2 * FADE_PX) / width : FADE_PX / height
  fade.addColorStop(0, 'rgba(0, 0, 0, 0)')
  fade.addColorStop(share, '#000000')
  fade.addColorStop(1 - share, '#000000')
  fade.addColorStop(1, 'rgba(0, 0, 0, 0)')
  target.globalCompositeOperation = 'destination-in'
  target.fillStyle = fade
  target.fillRect(x, y, width, height)
}

const cardBelow = (map: PlannedMap, context: SceneContext): SceneElement[] =>
  context.style.composition === 'notebook'
    ? [card(context, map.box, { start: 0, fill: map.look.sea ?? context.palette.surface, radius: map.look.radius })]
    : []

function frameAround({ box, look }: PlannedMap, { palette, style }: SceneContext): SceneElement[] {
  const outline = (frame: Box, radius: number) => {
    const path = new Path2D()
    path.roundRect(frame.x, frame.y, frame.width, frame.height, radius)
    return path
  }
  const line = (by: number, colour: string, width: number) => {
    const frame = inflate(box, by)
    return drawnPath(outline(frame, look.radius), { box: frame, start: 0.2, seconds: 1.2, colour, width, cap: 'butt' })
  }
  if (style.composition === 'diagram') return [line(0, palette.accent, 3)]
  if (style.composition === 'archive') return [line(0, palette.accent, 2), line(-12, palette.line, 1.5)]
  return []
}
