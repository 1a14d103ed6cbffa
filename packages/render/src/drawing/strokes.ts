import { Path2D } from '@napi-rs/canvas'
import type { Box } from './geometry.ts'

/** A line as a hand draws it: a slow wave with a little drift, from left to right. */
export function handLine(x: number, y: number, width: number, random: () => number): Path2D {
  const path = new Path2D()
  const waves = Math.max(2, Math.round(width / 170))
  const step = width / waves
  path.moveTo(x, y + (random() - 0.5) * 6)
  for (let wave = 0; wave < waves; wave++) {
    const from = x + wave * step
    const swing = (wave % 2 === 0 ? -1 : 1) * (5 + random() * 5)
    path.bezierCurveTo(
      from + step * 0.35,
      y + swing,
      from + step * 0.65,
      y - swing * 0.6,
      from + step,
      y + (random() - 0.5) * 6,
    )
  }
  return path
}

/** A loop around a box that doesn't quite meet its beginning. */
export function handLoop(box: Box, random: () => number): Path2D {
  const path = new Path2D()
  const [centreX, centreY] = [box.x + box.width / 2, box.y + box.height / 2]
  const turn = Math.PI * 2.12
  const start = -Math.PI * 0.72
  const steps = 96
  const [phase, amount] = [random() * 6, 0.025 + random() * 0.015]
  for (let step = 0; step <= steps; step++) {
    const angle = start + (turn * step) / steps
    const wobble = 1 + amount * Math.sin(angle * 2 + phase) + (step / steps) * 0.045
    const px = centreX + Math.cos(angle) * (box.width / 2) * wobble
    const py = centreY + Math.sin(angle) * (box.height / 2) * wobble
    if (step === 0) path.moveTo(px, py)
    else path.lineTo(px, py)
  }
  return path
}

/** A soft, irregular round shape. */
export function blob(centreX: number, centreY: number, radius: number, random: () => number): Path2D {
  const path = new Path2D()
  const count = 7
  const points = Array.from({ length: count }, (_, index) => {
    const angle = (index / count) * Math.PI * 2
    const reach = radius * (0.88 + random() * 0.2)
    return [centreX + Math.cos(angle) * reach, centreY + Math.sin(angle) * reach] as const
  })
  const middle = (index: number) => {
    const [a, b] = [points[index % count]!, points[(index + 1) % count]!]
    return [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2] as const
  }
  path.moveTo(...middle(count - 1))
  for (let index = 0; index < count; index++) path.quadraticCurveTo(...points[index]!, ...middle(index))
  path.closePath()
  return path
}

/** A highlighter's band: a slanted bar with rough ends. */
export function marker(box: Box, random: () => number): Path2D {
  const path = new Path2D()
  const [x0, x1] = [box.x, box.x + box.width]
  const [y0, y1] = [box.y, box.y + box.height]
  const jitter = () => (random() - 0.5) * box.height * 0.16
  path.moveTo(x0 + jitter(), y0 + box.height * 0.1 + jitter())
  path.lineTo(x1 + jitter(), y0 + jitter() * 0.5)
  path.lineTo(x1 - box.height * 0.12 + jitter(), y0 + box.height * 0.5)
  path.lineTo(x1 + jitter(), y1 + jitter() * 0.5)
  path.lineTo(x0 + box.height * 0.08 + jitter(), y1 + jitter())
  path.lineTo(x0 + box.height * 0.16 + jitter(), y0 + box.height * 0.6)
  path.closePath()
  return path
}

/** The beginning of a path, as if it were being drawn: `progress` 0 to 1 of its length. */
export const drawnPart = (path: Path2D, progress: number): Path2D =>
  progress >= 1 ? path : new Path2D(path).trim(0, Math.max(0.0001, progress), false)
