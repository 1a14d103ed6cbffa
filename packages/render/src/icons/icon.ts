/** A drawing on Lucide's 24-unit grid: strokes in the order in which they are drawn. */
export interface Icon {
  readonly name: string
  readonly strokes: readonly IconStroke[]
}

/** One stroke as SVG path data; dots are filled as well. */
export interface IconStroke {
  readonly path: string
  readonly filled: boolean
}

/** Side of the icon grid, in its units. */
export const ICON_GRID = 24
