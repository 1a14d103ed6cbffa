import type { Rgb } from 'culori'
import { formatHex, rgb, wcagLuminance } from '../styles/colour-library.ts'
import type { Box } from '../drawing/geometry.ts'
import { contrast, requiredContrast } from '../styles/colour.ts'
import type { LoadedImage } from './library.ts'

/** A plane of one colour that a part of a picture is multiplied with, so that a text can be read on it. */
export interface Scrim {
  /** 0 to 1. */
  readonly opacity: number
  /** The least favourable colour that lies behind the text, for the checks. */
  readonly behind: string
}

/** What a scrim is for. */
export interface ScrimOptions {
  readonly ink: string
  readonly colour: string
  readonly sizePx: number
  /** The opacity that the look wants anyway. */
  readonly least: number
  /** What shows through transparent parts of the picture. */
  readonly ground: string
}

const STEP = 0.02
/** A little more than is asked for: the preview has averaged the brightest points away. */
const MARGIN = 1.15

/** The thinnest scrim that makes a light text readable on every pixel of a part of the picture, in shares of its size. */
export function scrimFor(image: LoadedImage, part: Box, options: ScrimOptions): Scrim {
  const pixels = pixelsIn(image, part, rgb(options.ground)!)
  const plane = rgb(options.colour)!
  const worst = pixels.reduce((a, b) => (wcagLuminance(b) > wcagLuminance(a) ? b : a))
  const needed = requiredContrast(options.sizePx) * MARGIN
  for (let opacity = options.least; opacity < 1; opacity += STEP) {
    const behind = formatHex(blend(worst, multiplied(worst, plane), opacity))
    if (contrast(options.ink, behind) >= needed) return { opacity, behind }
  }
  return { opacity: 1, behind: formatHex(multiplied(worst, plane)) }
}

function pixelsIn({ preview }: LoadedImage, part: Box, ground: Rgb): Rgb[] {
  const { widthPx, heightPx, rgba } = preview
  const clamp = (value: number, most: number) => Math.max(0, Math.min(most, value))
  const [left, top] = [
    clamp(Math.floor(part.x * widthPx), widthPx - 1),
    clamp(Math.floor(part.y * heightPx), heightPx - 1),
  ]
  const end = clamp(Math.ceil((part.x + part.width) * widthPx), widthPx)
  const floor = clamp(Math.ceil((part.y + part.height) * heightPx), heightPx)
  const pixels: Rgb[] = []
  for (let y = top; y < Math.max(floor, top + 1); y++) {
    for (let x = left; x < Math.max(end, left + 1); x++) {
      const at = (y * widthPx + x) * 4
      const pixel: Rgb = { mode: 'rgb', r: rgba[at]! / 255, g: rgba[at + 1]! / 255, b: rgba[at + 2]! / 255 }
      pixels.push(blend(ground, pixel, rgba[at + 3]! / 255))
    }
  }
  return pixels
}

const multiplied = (a: Rgb, b: Rgb): Rgb => ({ mode: 'rgb', r: a.r * b.r, g: a.g * b.g, b: a.b * b.b })

const blend = (below: Rgb, above: Rgb, opacity: number): Rgb => ({
  mode: 'rgb',
  r: below.r + (above.r - below.r) * opacity,
  g: below.g + (above.g - below.g) * opacity,
  b: below.b + (above.b - below.b) * opacity,
})
