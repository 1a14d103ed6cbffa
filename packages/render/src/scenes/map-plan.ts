import { VideoError } from '@mavs/core/essentials'
import { Path2D } from '@napi-rs/canvas'
import { geoPath, type GeoProjection } from 'd3-geo'
import type { Position } from '../maps/shapes.ts'
import { inflate, type Box } from '../drawing/geometry.ts'
import { atlasOf, type Atlas, type Outline } from '../maps/atlas.ts'
import { countryName, findCountry } from '../maps/country.ts'
import { fittedProjection, mainLands } from '../maps/projection.ts'
import { thinned } from '../maps/thinned.ts'
import { mix } from '../styles/colour.ts'
import { valueFormat, type ValueFormat } from './chart-format.ts'
import type { MapLook } from './map-look.ts'
import type { MapPlace, MapVisual } from './map-schema.ts'
import type { SceneContext } from './scene-kind.ts'

/** A place on the frame. */
export interface PlannedPlace {
  readonly place: MapPlace
  readonly label: string
  readonly start: number
  /** Where its pin or its leader line stands. */
  readonly x: number
  readonly y: number
  /** The country's outline on the frame, and the box of its main land. */
  readonly country?: { readonly id: string; readonly path: Path2D; readonly box: Box; readonly fill: string }
}

/** A map ready to be drawn. */
export interface PlannedMap {
  /** What is painted, and the part of it for places and labels. */
  readonly box: Box
  readonly inner: Box
  readonly look: MapLook
  readonly projection: GeoProjection
  readonly atlas: Atlas
  readonly places: readonly PlannedPlace[]
  readonly format: ValueFormat
}

/** Projects a visual's places into a room of the frame; in a bleeding look the map is as wide as the frame. */
export function planMap(visual: MapVisual, context: SceneContext, look: MapLook, room: Box): PlannedMap {
  const inner = look.isBleeding ? room : inflate(room, -28)
  const box = look.isBleeding ? bleeding(room, context) : room
  const coarse = atlasOf(110)
  const marked = visual.places.flatMap((place) => extentOf(place, coarse))
  const { projection, scale } = fittedProjection(visual.focus, marked, inner)
  const { x, y, width, height } = inflate(box, 4)
  projection.clipExtent([
    [x, y],
    [x + width, y + height],
  ])
  const atlas = atlasOf(scale === 110 ? 50 : scale)
  const values = visual.places.flatMap(({ value }) => value ?? [])
  const hasPins = visual.places.some((place) => !('country' in place))
  const tools = { context, look, projection, atlas, values, hasPins }
  return {
    box,
    inner,
    look,
    projection,
    atlas,
    places: visual.places.map((place, index) => planned(place, context.at(`places.${index}`, 1.2 + index * 2), tools)),
    format: valueFormat(values, context.language),
  }
}

/** The room up to the frame's edges, and a little more above and below, where the map fades out. */
function bleeding(room: Box, { frame, rightToLeft }: SceneContext): Box {
  const before = frame.isWide ? 60 : Infinity
  const left = Math.max(0, room.x - (rightToLeft ? Infinity : before))
  const end = Math.min(frame.width, room.x + room.width + (rightToLeft ? before : Infinity))
  return { x: left, y: room.y - 24, width: end - left, height: room.height + 48 }
}

/** The points that must be seen of a place; a country too small for the coarse outlines is seen by its finer one. */
function extentOf(place: MapPlace, coarse: Atlas): Position[] {
  if (!('country' in place)) return [[place.longitude, place.latitude]]
  const { numeric } = findCountry(place.country)!
  return mainLands(foundOutline(coarse, numeric, place.country)).flatMap(([ring]) => ring!)
}

/** A country's outline, from a finer atlas where it is too small for this one. */
function foundOutline(atlas: Atlas, id: string, name: string): Outline {
  const outline = outlineOf(atlas, id) ?? outlineOf(atlasOf(50), id) ?? outlineOf(atlasOf(10), id)
  if (outline === undefined) {
    throw new VideoError(
      'TIMELINE_INVALID',
      `The map has no outline of “${name}”; give its longitude, latitude and label instead`,
    )
  }
  return outline
}

const outlineOf = ({ outlines }: Atlas, id: string): Outline | undefined =>
  outlines.find((outline) => outline.id === id)

interface Tools {
  readonly context: SceneContext
  readonly look: MapLook
  readonly projection: GeoProjection
  readonly atlas: Atlas
  readonly values: readonly number[]
  readonly hasPins: boolean
}

function planned(place: MapPlace, start: number, tools: Tools): PlannedPlace {
  const { context, projection, atlas } = tools
  if (!('country' in place)) {
    const [x, y] = projection([place.longitude, place.latitude]) ?? [0, 0]
    return { place, label: place.label, start, x, y }
  }
  const country = findCountry(place.country)!
  const label = place.label ?? countryName(country, context.language)
  const outline = foundOutline(atlas, country.numeric, place.country)
  const path = new Path2D()
  geoPath(projection, thinned(path))(outline)
  const [main] = mainLands(outline)
  const land = { type: 'Polygon', coordinates: main! } as const
  const measure = geoPath(projection)
  const [x, y] = measure.centroid(land)
  const [[left, top], [rightEdge, bottomEdge]] = measure.bounds(outline)
  const box = { x: left, y: top, width: rightEdge - left, height: bottomEdge - top }
  return { place, label, start, x, y, country: { id: outline.id, path, box, fill: fillOf(place, tools) } }
}

/** Share of the accent colour in a country that has pins on it. */
const BELOW_PINS = 0.42

/** Tints of the accent colour by value; without values, the accent itself, unless pins are to be seen on it. */
function fillOf({ value }: MapPlace, { context, look, values, hasPins }: Tools): string {
  const { accent } = context.palette
  if (value === undefined || values.length < 2) return hasPins ? mix(look.land, accent, BELOW_PINS) : accent
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const share = high === low ? 1 : (value - low) / (high - low)
  return mix(look.land, accent, 0.34 + 0.66 * share)
}
