/** Longitude and latitude in degrees, as in GeoJSON (RFC 7946). */
export type Position = number[]

/** A land: its outer ring, and rings of what it does not hold. */
export interface Polygon {
  readonly type: 'Polygon'
  coordinates: Position[][]
}

export interface MultiPolygon {
  readonly type: 'MultiPolygon'
  coordinates: Position[][][]
}

export interface MultiLineString {
  readonly type: 'MultiLineString'
  coordinates: Position[][]
}
