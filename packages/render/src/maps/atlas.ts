import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { geoArea } from 'd3-geo'
import type { Feature, MultiLineString, MultiPolygon, Polygon, Position } from 'geojson'
import { feature, mesh } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'

/** A country's outline; `id` is its ISO 3166 number, or its name where it has none. */
export type Outline = Feature<Polygon | MultiPolygon> & { readonly id: string }

/** Outlines of all countries in one accuracy. */
export interface Atlas {
  readonly outlines: readonly Outline[]
  /** The lines between countries, without the coasts. */
  readonly borders: MultiLineString
}

/** Scale of the outlines, in millions: the larger, the coarser. */
export type AtlasScale = 110 | 50 | 10

/**
 * Outlines from Natural Earth (public domain, version 4.1 of the package world-atlas), read when they are first asked
 * for. Borders are shown as they are held (de facto), which is no opinion on whose they are.
 */
export function atlasOf(scale: AtlasScale): Atlas {
  const known = atlases.get(scale)
  if (known) return known
  const file = createRequire(import.meta.url).resolve(`world-atlas/countries-${scale}m.json`)
  const topology = JSON.parse(readFileSync(file, 'utf8')) as Topology<{
    countries: GeometryCollection<{ name: string }>
  }>
  const { countries } = topology.objects
  const atlas: Atlas = {
    outlines: feature(topology, countries).features.map((found) => ({
      ...found,
      geometry: withoutCrumbs(found.geometry as Polygon | MultiPolygon),
      id: String(found.id ?? found.properties.name),
    })),
    borders: mesh(topology, countries, (a, b) => a !== b),
  }
  atlases.set(scale, atlas)
  return atlas
}

/** Islets of a few points that rounding has turned inside out would cover the globe. */
function withoutCrumbs(geometry: Polygon | MultiPolygon): Polygon | MultiPolygon {
  if (geometry.type === 'Polygon') return geometry
  const isSound = (coordinates: Position[][]) =>
    coordinates[0]!.length > 12 || geoArea({ type: 'Polygon', coordinates }) < 2 * Math.PI
  return { ...geometry, coordinates: geometry.coordinates.filter(isSound) }
}

const atlases = new Map<AtlasScale, Atlas>()
