import { setImmediate as others } from 'node:timers/promises'
import { coarsen, FEATURES, type Features } from './features.ts'

/** For each frame of the reference, the first and the last frame of the target that it is like. */
export interface WarpPath {
  readonly first: Int32Array
  readonly last: Int32Array
}

/** The columns that are looked at in a row, both ends included. */
type Corridor = (row: number) => readonly [from: number, to: number]

/** Leaving the straight way costs more than staying on it: measured on 15 sentences in three voices. */
const STRAIGHT_WEIGHT = 1.3
const TURN_COST = 1

/** The first, coarse look is at so many frames at a time … */
const COARSE = 5
/** … within this part of the whole, but at least so many rows, to each side of the diagonal. */
const COARSE_REACH = { share: 0.25, rows: 60 } as const
/** How many frames beside the coarse path the fine one may run. */
const FINE_REACH = 50

/** So many cells are worked on before others get their turn: a few milliseconds. */
const CELLS_AT_ONCE = 50_000

/**
 * Finds which frames of a reference and of a target are the same sound: dynamic time warping (Sakoe and Chiba, 1978),
 * first of a coarse picture near the diagonal, then of the whole near the coarse path. Three minutes against three
 * take about 10 MB.
 */
export async function warp(reference: Features, target: Features, signal: AbortSignal): Promise<WarpPath> {
  const rough = { reference: coarsen(reference, COARSE), target: coarsen(target, COARSE) }
  const { frames: rows } = rough.reference
  const { frames: columns } = rough.target
  const reach = Math.max(COARSE_REACH.rows, Math.ceil(COARSE_REACH.share * Math.max(rows, columns)))
  const diagonal: Corridor = (row) => {
    const centre = Math.round((row * (columns - 1)) / Math.max(1, rows - 1))
    return [Math.max(0, centre - reach), Math.min(columns - 1, centre + reach)]
  }
  const path = await warpWithin(rough.reference, rough.target, diagonal, signal)
  const beside: Corridor = (row) => {
    const near = Math.floor(row / COARSE)
    const from = path.first[near]! * COARSE - FINE_REACH
    const to = (path.last[near]! + 1) * COARSE + FINE_REACH
    return [Math.max(0, from), Math.min(target.frames - 1, to)]
  }
  return warpWithin(reference, target, beside, signal)
}

/** How the cheapest way came to a cell. */
const STRAIGHT = 0
const DOWN = 1
const RIGHT = 2

async function warpWithin(
  reference: Features,
  target: Features,
  corridor: Corridor,
  signal: AbortSignal,
): Promise<WarpPath> {
  const steps: Uint8Array[] = []
  let above = { from: 0, costs: new Float64Array(0) }
  let cells = 0
  for (let row = 0; row < reference.frames; row++) {
    const [from, to] = corridor(row)
    const costs = new Float64Array(to - from + 1)
    const taken = new Uint8Array(to - from + 1)
    for (let column = from; column <= to; column++) {
      const distance = distanceOf(reference, row, target, column)
      const at = column - from
      const over = column - above.from
      const straight = costAt(above.costs, over - 1) + STRAIGHT_WEIGHT * distance
      const down = costAt(above.costs, over) + distance + TURN_COST
      const right = costAt(costs, at - 1) + distance + TURN_COST
      const isFirst = row === 0 && column === 0
      const least = isFirst ? distance : Math.min(straight, down, right)
      costs[at] = least
      taken[at] = least === straight ? STRAIGHT : least === down ? DOWN : RIGHT
    }
    steps.push(taken)
    above = { from, costs }
    cells += costs.length
    if (cells > CELLS_AT_ONCE) {
      cells = 0
      await others(undefined, { signal })
    }
  }
  return traceBack(steps, corridor, target.frames - 1)
}

/** Reading beside a typed array is allowed, but slow. */
const costAt = (costs: Float64Array, at: number): number =>
  at >= 0 && at < costs.length ? (costs[at] as number) : Infinity

function distanceOf(reference: Features, row: number, target: Features, column: number): number {
  const width = FEATURES
  const one = row * width
  const other = column * width
  let sum = 0
  for (let k = 0; k < width; k++) {
    const difference = (reference.values[one + k] as number) - (target.values[other + k] as number)
    sum += difference * difference
  }
  return Math.sqrt(sum)
}

function traceBack(steps: readonly Uint8Array[], corridor: Corridor, lastColumn: number): WarpPath {
  const first = new Int32Array(steps.length)
  const last = new Int32Array(steps.length)
  let column = lastColumn
  let row = steps.length - 1
  last[row] = column
  while (row > 0 || column > 0) {
    const step = row === 0 ? RIGHT : steps[row]![column - corridor(row)[0]]
    if (step === RIGHT) column--
    else {
      first[row] = column
      if (step === STRAIGHT) column--
      row--
      last[row] = column
    }
  }
  return { first, last }
}
