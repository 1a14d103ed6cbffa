/** A rectangle in design pixels: those of a frame whose short side is 1080. */
export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** A rectangle in pixels of the frame, with even corners. */
export interface Rect {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export const right = (box: Box): number => box.x + box.width
export const bottom = (box: Box): number => box.y + box.height

/** Grows a box on all sides; a negative amount shrinks it. */
export const inflate = (box: Box, by: number, vertically: number = by): Box => ({
  x: box.x - by,
  y: box.y - vertically,
  width: box.width + 2 * by,
  height: box.height + 2 * vertically,
})

/** The smallest box around both. */
export function unite(a: Box, b: Box): Box {
  const x = Math.min(a.x, b.x)
  const y = Math.min(a.y, b.y)
  return { x, y, width: Math.max(right(a), right(b)) - x, height: Math.max(bottom(a), bottom(b)) - y }
}

export const intersects = (a: Box, b: Box): boolean =>
  a.x < right(b) && b.x < right(a) && a.y < bottom(b) && b.y < bottom(a)

/** Whether `inner` lies wholly in `outer`, give or take half a pixel. */
export const contains = (outer: Box, inner: Box): boolean =>
  inner.x >= outer.x - 0.5 &&
  inner.y >= outer.y - 0.5 &&
  right(inner) <= right(outer) + 0.5 &&
  bottom(inner) <= bottom(outer) + 0.5

/** The lower part of a box, from `y` down. */
export const below = (box: Box, y: number): Box => ({ ...box, y, height: bottom(box) - y })

/** A square of a side in the middle of a box. */
export const centredSquare = (box: Box, side: number): Box => ({
  x: box.x + (box.width - side) / 2,
  y: box.y + (box.height - side) / 2,
  width: side,
  height: side,
})

/** A rectangle of the frame in design pixels. */
export const inDesignPixels = (rect: Rect, unit: number): Box => ({
  x: rect.x / unit,
  y: rect.y / unit,
  width: rect.width / unit,
  height: rect.height / unit,
})
