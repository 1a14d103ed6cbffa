import { createCanvas } from '@napi-rs/canvas'
import type { PlannedMap, PlannedPlace } from './map-plan.ts'

/** Design pixels in a cell of the coarse pictures in which countries are looked up. */
const CELL_PX = 5

/** Answers whether a place's country covers a point: from a coarse picture of each, since outlines are long. */
export function coverage({ box, places }: PlannedMap): (place: PlannedPlace, x: number, y: number) => boolean {
  const [width, height] = [Math.ceil(box.width / CELL_PX), Math.ceil(box.height / CELL_PX)]
  const pictures = new Map(
    places.flatMap((place) => {
      if (!place.country) return []
      const target = createCanvas(width, height).getContext('2d')
      target.scale(1 / CELL_PX, 1 / CELL_PX)
      target.translate(-box.x, -box.y)
      target.fill(place.country.path)
      return [[place, target.getImageData(0, 0, width, height).data] as const]
    }),
  )
  return (place, x, y) => {
    const [column, row] = [Math.floor((x - box.x) / CELL_PX), Math.floor((y - box.y) / CELL_PX)]
    if (column < 0 || row < 0 || column >= width || row >= height) return false
    return (pictures.get(place)?.[(row * width + column) * 4 + 3] ?? 0) > 128
  }
}
