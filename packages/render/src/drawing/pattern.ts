import type { SKRSContext2D } from '@napi-rs/canvas'
import type { Ground } from '../styles/style.ts'
import { columns, type Frame } from './frame.ts'

interface Ink {
  readonly line: string
  readonly faint: string
  random(): number
}

/** Draws a ground's still pattern, in design pixels. */
export function drawPattern(context: SKRSContext2D, frame: Frame, pattern: Ground['pattern'], ink: Ink): void {
  if (pattern !== 'none') PATTERNS[pattern](context, frame, ink)
}

const PATTERNS: Readonly<
  Record<Exclude<Ground['pattern'], 'none'>, (context: SKRSContext2D, frame: Frame, ink: Ink) => void>
> = {
  /** The layout grid itself, as faint hairlines between groups of three columns. */
  columns: (context, frame, ink) => {
    context.fillStyle = ink.faint
    const count = frame.isWide ? 4 : 2
    for (let group = 0; group <= count; group++) {
      const box = columns(frame, Math.min(11, (group * 12) / count), 1)
      const x = group === count ? frame.content.x + frame.content.width : box.x
      context.fillRect(Math.round(x * frame.unit) / frame.unit, 0, 1 / frame.unit, frame.height)
    }
  },
  dots: (context, frame, ink) => {
    context.fillStyle = ink.faint
    for (let y = 28; y < frame.height; y += 40) {
      for (let x = (frame.width % 40) / 2; x < frame.width; x += 40) {
        context.beginPath()
        context.arc(x, y, 1.7, 0, Math.PI * 2)
        context.fill()
      }
    }
  },
  /** A hairline frame with open corners, like the edge of a plate in an archive. */
  frame: (context, frame, ink) => {
    const inset = 44
    const corner = 36
    const [x0, y0, x1, y1] = [inset, inset, frame.width - inset, frame.height - inset]
    context.strokeStyle = ink.line
    context.lineWidth = 1.5
    context.beginPath()
    for (const [x, y, dx, dy] of [
      [x0, y0, 1, 1],
      [x1, y0, -1, 1],
      [x0, y1, 1, -1],
      [x1, y1, -1, -1],
    ] as const) {
      context.moveTo(x + dx * corner, y)
      context.lineTo(x, y)
      context.lineTo(x, y + dy * corner)
    }
    context.stroke()
  },
  /** Slanted beams of the line colour, fading towards the top. */
  rays: (context, frame, ink) => {
    for (let beam = 0; beam < 9; beam++) {
      const x = ink.random() * frame.width * 1.3
      const width = 20 + ink.random() * 170
      const lean = frame.height * 0.36
      const fade = context.createLinearGradient(0, frame.height, 0, 0)
      fade.addColorStop(0, ink.line)
      fade.addColorStop(0.85, 'rgba(0, 0, 0, 0)')
      context.globalAlpha = 0.08 + ink.random() * 0.12
      context.fillStyle = fade
      context.beginPath()
      context.moveTo(x, frame.height)
      context.lineTo(x + width, frame.height)
      context.lineTo(x + width + lean, 0)
      context.lineTo(x + lean, 0)
      context.fill()
    }
    context.globalAlpha = 1
  },
}
