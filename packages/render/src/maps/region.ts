import type { Position } from './shapes.ts'

/** Parts of the world that a map may show: west, south, east and north in degrees. */
const REGIONS = {
  africa: [-20, -36, 53, 38],
  asia: [35, -10, 146, 57],
  europe: [-12, 35, 42, 70],
  'north-america': [-132, 9, -56, 66],
  oceania: [111, -48, 180, 1],
  'south-america': [-83, -56, -33, 13],
} as const

export type Region = keyof typeof REGIONS

export const REGION_NAMES = Object.keys(REGIONS) as [Region, ...Region[]]

/** Points along a region's edge, to fit a map to. */
export function edgeOf(region: Region): Position[] {
  const [west, south, east, north] = REGIONS[region]
  const steps = Array.from({ length: 9 }, (_, index) => index / 8)
  return steps.flatMap((share) => {
    const [x, y] = [west + (east - west) * share, south + (north - south) * share]
    return [
      [x, south],
      [x, north],
      [west, y],
      [east, y],
    ]
  })
}
