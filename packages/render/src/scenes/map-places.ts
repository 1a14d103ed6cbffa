import { contains, inflate, intersects, type Box } from '../drawing/geometry.ts'
import type { PlannedPlace } from './map-plan.ts'

/** What a label must not stand on, and what it had better not. */
export interface Obstacles {
  readonly room: Box
  readonly taken: readonly Box[]
  readonly marked: readonly PlannedPlace[]
  /** Whether a place's country covers a point. */
  covers(place: PlannedPlace, x: number, y: number): boolean
}

interface Size {
  readonly width: number
  readonly height: number
}

/** Air around a label. */
const AIR_PX = 10

/**
 * Where a place's label stands: on the country where that is large enough, else where it is near and covers least of
 * what is marked; undefined when no place is free.
 */
export function labelPlace(
  place: PlannedPlace,
  size: Size,
  obstacles: Obstacles,
): { readonly box: Box; readonly isInside: boolean } | undefined {
  const centred = { x: place.x - size.width / 2, y: place.y - size.height / 2, ...pick(size) }
  if (place.country && isFree(centred, obstacles) && isInside(place, centred, obstacles)) {
    return { box: centred, isInside: true }
  }
  const near = around(place, size).filter(({ box }) => isFree(box, obstacles))
  const box = cheapest(near, place, obstacles) ?? anywhere(place, size, obstacles)
  return box && { box, isInside: false }
}

const pick = ({ width, height }: Size): Size => ({ width, height })

const isFree = (box: Box, { room, taken }: Obstacles): boolean =>
  contains(room, box) && !taken.some((other) => intersects(inflate(box, AIR_PX), other))

const isInside = (place: PlannedPlace, box: Box, { covers }: Obstacles): boolean =>
  samplesOf(inflate(box, 4)).every(([x, y]) => covers(place, x, y))

/** Points of a box at which it is asked what lies below. */
const samplesOf = ({ x, y, width, height }: Box): (readonly [number, number])[] =>
  [0, 0.25, 0.5, 0.75, 1].flatMap((across) =>
    [0, 0.5, 1].map((down) => [x + width * across, y + height * down] as const),
  )

interface Candidate {
  readonly box: Box
  /** How much worse it is than the best, for its distance and side. */
  readonly cost: number
}

/** Places beside a point or around a country's middle: right first, then left, above, below and between. */
function around({ x, y, country }: PlannedPlace, size: Size): Candidate[] {
  const first = country ? 26 : 30
  const middle = country ? y : y - 16
  return [first, 50, 80, 115, 155, 200, 260, 330, 420].flatMap((distance, ring) =>
    Array.from({ length: 16 }, (_, step) => {
      const angle = (step / 16) * Math.PI * 2
      const [across, down] = [Math.cos(angle), Math.sin(angle)]
      const box = {
        x: x + across * distance + (snapped(across) - 1) * 0.5 * size.width,
        y: middle + down * (distance + (country ? 0 : 14)) + (snapped(down) - 1) * 0.5 * size.height,
        ...pick(size),
      }
      return { box, cost: ring + (across < -0.1 ? 0.35 : 0) + Math.abs(down) * 0.3 }
    }),
  )
}

/** −1, 0 or 1: on which side of its place a box stands. */
const snapped = (direction: number): number =>
  Math.abs(direction) < 0.2 ? 0 : Math.max(-1, Math.min(1, direction * 1.6))

/** Where a line from a place meets its label. */
export const nearestPoint = (box: Box, { x, y }: Point): Point => ({
  x: Math.max(box.x, Math.min(x, box.x + box.width)),
  y: Math.max(box.y, Math.min(y, box.y + box.height)),
})

interface Point {
  readonly x: number
  readonly y: number
}

/** Small boxes along the line from a place to its label, for others to keep clear of. */
export function alongLine(place: Point, box: Box): Box[] {
  const to = nearestPoint(box, place)
  const steps = Math.floor(Math.hypot(to.x - place.x, to.y - place.y) / 14)
  return Array.from({ length: steps }, (_, step) => {
    const share = (step + 0.5) / steps
    return { x: place.x + (to.x - place.x) * share - 3, y: place.y + (to.y - place.y) * share - 3, width: 6, height: 6 }
  })
}

/** What it costs to cover what is marked. */
const COVER_COST = 12
/** What a line that runs over another label or place costs. */
const CROSSING_COST = 8

function cheapest(
  candidates: readonly Candidate[],
  place: PlannedPlace,
  { marked, taken, covers }: Obstacles,
): Box | undefined {
  const priced = candidates.map(({ box, cost }) => {
    const samples = samplesOf(box)
    const covered = marked.reduce((sum, other) => sum + samples.filter(([x, y]) => covers(other, x, y)).length, 0)
    const crosses = alongLine(place, box).some((step) => taken.some((other) => intersects(step, other)))
    return { box, cost: cost + (covered / samples.length) * COVER_COST + (crosses ? CROSSING_COST : 0) }
  })
  return priced.toSorted((a, b) => a.cost - b.cost)[0]?.box
}

/** The free place that is nearest, however far away. */
function anywhere({ x, y }: PlannedPlace, size: Size, obstacles: Obstacles): Box | undefined {
  const { room } = obstacles
  const step = 22
  const places: { readonly box: Box; readonly away: number }[] = []
  for (let top = room.y; top + size.height <= room.y + room.height; top += step) {
    for (let left = room.x; left + size.width <= room.x + room.width; left += step) {
      const box = { x: left, y: top, ...pick(size) }
      const away = Math.hypot(left + size.width / 2 - x, top + size.height / 2 - y)
      if (isFree(box, obstacles)) places.push({ box, away })
    }
  }
  return places.toSorted((a, b) => a.away - b.away)[0]?.box
}
