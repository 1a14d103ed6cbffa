import { bottom, right, unite, type Box, type Rect } from './geometry.ts'
import type { Frame } from './frame.ts'

/** What is different from the frame that was drawn before. */
export type FrameChange =
  | { readonly kind: 'none' }
  | { readonly kind: 'all' }
  | { readonly kind: 'regions'; readonly rects: readonly Rect[] }

/** Columns of the colour converter, in pixels. */
const COLUMN_PX = 16
/** Rows after which the pattern repeats that keeps Skia's gradients from showing bands. */
const ROW_PX = 8
/** Past this share of the frame it is cheaper to draw and convert everything at once. */
const WHOLE_SHARE = 0.85
/** What a rectangle costs beside its pixels, as an area in design pixels. */
const RECT_COST = 24_000

/** Turns the boxes that changed into few rectangles of whole converter columns. */
export function changeOf(boxes: readonly Box[], frame: Frame): FrameChange {
  if (boxes.length === 0) return { kind: 'none' }
  const rects = merge(
    boxes.map((box) => toRect(box, frame)).filter((rect) => rect.width > 0 && rect.height > 0),
    RECT_COST * frame.unit ** 2,
  )
  if (rects.length === 0) return { kind: 'none' }
  const area = rects.reduce((sum, rect) => sum + rect.width * rect.height, 0)
  if (area > WHOLE_SHARE * frame.widthPx * frame.heightPx) return { kind: 'all' }
  return { kind: 'regions', rects }
}

/** The pixels of a box, one more on each side, grown to whole columns and rows. */
function toRect(box: Box, frame: Frame): Rect {
  const floorTo = (value: number, step: number) => Math.floor(value / step) * step
  const ceilTo = (value: number, step: number) => Math.ceil(value / step) * step
  const x = Math.max(0, floorTo(box.x * frame.unit - 1, COLUMN_PX))
  const y = Math.max(0, floorTo(box.y * frame.unit - 1, ROW_PX))
  return {
    x,
    y,
    width: Math.min(frame.widthPx, ceilTo(right(box) * frame.unit + 1, COLUMN_PX)) - x,
    height: Math.min(frame.heightPx, ceilTo(bottom(box) * frame.unit + 1, ROW_PX)) - y,
  }
}

/** Unites rectangles where one costs less than two. */
function merge(rects: readonly Rect[], rectCost: number): Rect[] {
  const merged: Rect[] = []
  for (let rect of rects) {
    for (let index = 0; index < merged.length; index++) {
      const other = merged[index]!
      const together = unite(rect, other)
      if (areaOf(together) <= areaOf(rect) + areaOf(other) + rectCost) {
        merged.splice(index, 1)
        rect = together
        index = -1
      }
    }
    merged.push(rect)
  }
  return merged
}

const areaOf = (rect: Rect): number => rect.width * rect.height
