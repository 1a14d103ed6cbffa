import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { geoArea } from 'd3-geo'
import { feature, mesh } from 'topojson-client'
import type { MultiLineString, MultiPolygon, Polygon, Position } from './shapes.ts'

/** A country's outline; `id` is its ISO 3166 number, or its name where it has none. */
export interface Outline {
  readonly type: 'Feature'
  readonly id: string
  readonly geometry: Polygon | MultiPolygon
  readonly properties: { readonly name: string }
}

/** Outlines of all countries in one accuracy. */
export interface Atlas {
  readonly outlines: readonly Outline[]
  /** The lines between countries, without the coasts. */
  readonly borders: MultiLineString
}

/** Scale of the outlines, in millions: the larger, the coarser. */
export type AtlasScale = 110 | 50 | 10

/** The package's own file: one object, the countries. */
type CountryTopology = NonNullable<Parameters<typeof mesh>[0]>

/**
 * Outlines from Natural Earth (public domain, version 4.1 of the package world-atlas), read when they are first asked
 * for. Borders are shown as they are held (de facto), which is no opinion on whose they are.
 */
export function atlasOf(scale: AtlasScale): Atlas {
  const known = atlases.get(scale)
  if (known) return known
  const file = createRequire(import.meta.url).resolve(`world-atlas/countries-${scale}m.json`)
  const topology = JSON.parse(readFileSync(file, 'utf8')) as CountryTopology
  const countries = topology.objects['countries']! as Parameters<typeof mesh>[1]
  const atlas: Atlas = { outlines: outlinesOf(topology), borders: mesh(topology, countries, (a, b) => a !== b) }
  atlases.set(scale, atlas)
  return atlas
}

function outlinesOf(topology: CountryTopology): Outline[] {
  const found = feature(topology, topology.objects['countries']!)
  const features = found.type === 'FeatureCollection' ? found.features : [found]
  return features.map(({ id, geometry, properties }) => {
    const name = String(properties?.['name'])
    const lands = withoutCrumbs(geometry as Polygon | MultiPolygon)
    return { type: 'Feature', id: String(id ?? name), geometry: lands, properties: { name } }
  })
}

/** Islets of a few points that rounding has turned inside out would cover the globe. */
function withoutCrumbs(geometry: Polygon | MultiPolygon): Polygon | MultiPolygon {
  if (geometry.type === 'Polygon') return geometry
  const isSound = (coordinates: Position[][]) =>
    coordinates[0]!.length > 12 || geoArea({ type: 'Polygon', coordinates }) < 2 * Math.PI
  return { ...geometry, coordinates: geometry.coordinates.filter(isSound) }
}

const atlases = new Map<AtlasScale, Atlas>()
