import {
  geoArea,
  geoAzimuthalEqualArea,
  geoCentroid,
  geoCircle,
  geoConicConformal,
  geoDistance,
  geoMercator,
  geoNaturalEarth1,
  type GeoGeometryObjects,
  type GeoProjection,
} from 'd3-geo'
import type { Position } from './shapes.ts'
import { inflate, type Box } from '../drawing/geometry.ts'
import type { AtlasScale, Outline } from './atlas.ts'
import { edgeOf, type Region } from './region.ts'

/** What a map shows: all, a part of the world, or what is marked with some room around it. */
export type Focus = 'world' | 'fit' | Region

/** A projection that is fitted to its place, and the accuracy that it asks of the outlines. */
export interface FittedProjection {
  readonly projection: GeoProjection
  readonly scale: AtlasScale
}

const DEGREES = 180 / Math.PI
/** Half the width of what is shown, in degrees: from here on it is the whole world, and below it a small area. */
const WORLD_RADIUS = 62
const SMALL_RADIUS = 22
/** No map shows less than this around its middle. */
const LEAST_RADIUS = 2.2

/**
 * Chooses the projection by how much is shown, which is the focus and all that is marked: Natural Earth for the world, equal-area for a continent, conformal (conic,
 * or Mercator near the equator) for smaller areas, and fits it to a box.
 */
export function fittedProjection(focus: Focus, marked: readonly Position[], box: Box): FittedProjection {
  const wide = focus === 'world' ? WORLD : focus === 'fit' ? [] : edgeOf(focus)
  const shown = [...wide, ...marked]
  const centre = focus === 'world' ? ([MIDDLE_LONGITUDE, 0] as const) : geoCentroid(points(shown))
  const radius =
    focus === 'world'
      ? 180
      : Math.max(...shown.map((point) => geoDistance(centre as [number, number], point as [number, number]))) * DEGREES
  // Points all around the globe have no middle.
  if (!(radius <= WORLD_RADIUS)) {
    const { middle, span } = focus === 'world' ? WHOLE : arcOf(shown)
    const isPart = span <= PART_DEGREES
    const fittedTo = isPart ? shown : [...WORLD, ...marked]
    const projection = worldProjection(isPart || span <= LEAST_GAP_SPAN ? middle : MIDDLE_LONGITUDE)
    return { projection: fitted(projection, points(fittedTo), isPart ? withRoom(box) : box), scale: 110 }
  }
  const near: GeoGeometryObjects =
    radius < LEAST_RADIUS
      ? geoCircle()
          .center([...centre])
          .radius(LEAST_RADIUS)()
      : points(shown)
  const place = focus === 'fit' ? withRoom(box) : box
  return { projection: fitted(nearProjection(centre, radius), near, place), scale: radius < 4 ? 10 : 50 }
}

/** The world is cut in the Bering Strait. */
const MIDDLE_LONGITUDE = 11

/** A box less some room around what is marked. */
const withRoom = (box: Box): Box => inflate(box, -box.width * 0.11, -box.height * 0.1)

/** What is marked on less than this is shown by itself, such as the coasts of an ocean; else the whole world is. */
const PART_DEGREES = 220
/** Up to here, what is marked leaves a gap in which the world can be cut. */
const LEAST_GAP_SPAN = 320
const WHOLE = { middle: MIDDLE_LONGITUDE, span: 360 }

/** The shortest arc of longitudes on which all points lie, across the date line too: opposite the widest gap between them. */
function arcOf(shown: readonly Position[]): { readonly middle: number; readonly span: number } {
  const longitudes = [...new Set(shown.map(([longitude]) => longitude!))].toSorted((a, b) => a - b)
  const gaps = longitudes.map((from, index) => ({
    from,
    width: (longitudes[index + 1] ?? longitudes[0]! + 360) - from,
  }))
  const widest = gaps.reduce((a, b) => (b.width > a.width ? b : a))
  return { middle: widest.from + widest.width / 2 - 180, span: 360 - widest.width }
}

const points = (coordinates: readonly Position[]): GeoGeometryObjects => ({
  type: 'MultiPoint',
  coordinates: [...coordinates],
})

/** All that is inhabited. */
const WORLD: readonly Position[] = Array.from({ length: 37 }, (_, index) => index * 10 - 180).flatMap((longitude) => [
  [longitude, -56],
  [longitude, 78],
  [longitude, 0],
])

const worldProjection = (longitude: number): GeoProjection => geoNaturalEarth1().rotate([-longitude, 0])

function nearProjection([longitude, latitude]: readonly [number, number], radius: number): GeoProjection {
  if (radius > SMALL_RADIUS) return geoAzimuthalEqualArea().rotate([-longitude, -latitude]).clipAngle(110)
  if (Math.abs(latitude) < 12) return geoMercator().rotate([-longitude, 0]).center([0, latitude])
  const spread = Math.min(radius, 80 - Math.abs(latitude)) * 0.5
  return geoConicConformal()
    .parallels([latitude - spread, latitude + spread])
    .rotate([-longitude, 0])
    .center([0, latitude])
    .clipAngle(115)
}

const fitted = (projection: GeoProjection, shown: GeoGeometryObjects, { x, y, width, height }: Box): GeoProjection =>
  projection
    .fitExtent(
      [
        [x, y],
        [x + width, y + height],
      ],
      shown,
    )
    .precision(0.3)

/** Lands that are at least this share of a country's largest one belong to its picture; far islands do not. */
const MAIN_SHARE = 0.16

/** The outline of a country's main lands, as rings of longitude and latitude. */
export function mainLands({ geometry }: Pick<Outline, 'geometry'>): Position[][][] {
  const lands = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
  const areas = lands.map((coordinates) => geoArea({ type: 'Polygon', coordinates }))
  const largest = Math.max(...areas)
  return lands
    .filter((_, index) => areas[index]! >= largest * MAIN_SHARE)
    .toSorted((a, b) => geoArea({ type: 'Polygon', coordinates: b }) - geoArea({ type: 'Polygon', coordinates: a }))
}
