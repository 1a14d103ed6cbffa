import type { GeoContext } from 'd3-geo'

/** Points nearer to the one before than this are left out, in design pixels. */
const LEAST_PX = 0.7

/** A path's pen that leaves out what is too fine to be seen: outlines have many more points than a frame can show. */
export function thinned(pen: Pick<GeoContext, 'moveTo' | 'lineTo' | 'closePath' | 'arc'>): GeoContext {
  let [lastX, lastY] = [NaN, NaN]
  const go = (x: number, y: number) => {
    lastX = x
    lastY = y
  }
  return {
    beginPath: () => {},
    moveTo: (x, y) => {
      go(x, y)
      pen.moveTo(x, y)
    },
    lineTo: (x, y) => {
      if (Math.abs(x - lastX) + Math.abs(y - lastY) < LEAST_PX) return
      go(x, y)
      pen.lineTo(x, y)
    },
    closePath: () => pen.closePath(),
    arc: (x, y, radius, from, to) => pen.arc(x, y, radius, from, to),
  }
}
