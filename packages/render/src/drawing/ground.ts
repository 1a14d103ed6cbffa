import { createCanvas, type Canvas } from '@napi-rs/canvas'
import { createRandom } from '@mavs/core/essentials'
import { converter } from '../styles/colour-library.ts'
import { withOpacity } from '../styles/colour.ts'
import type { Ground, Palette } from '../styles/style.ts'
import { clamp01, easeInOut } from './easing.ts'
import type { Frame } from './frame.ts'
import { drawPattern } from './pattern.ts'

/** Distance of the points between which soft light is interpolated, in pixels. */
const STEP_PX = 16

/**
 * Bakes a ground: flat colour, soft lights, vignette, all as fractions of an 8-bit step until a still noise decides the
 * rounding (so that gradients show no bands), then the style's pattern.
 */
export function bakeGround(frame: Frame, palette: Palette, ground: Ground, seed: number): Canvas {
  const { widthPx, heightPx } = frame
  const canvas = createCanvas(widthPx, heightPx)
  const context = canvas.getContext('2d')
  const image = context.createImageData(widthPx, heightPx)
  fillPixels(image.data, frame, lightField(frame, palette, ground), ground.grain, seed)
  context.putImageData(image, 0, 0)
  context.scale(frame.unit, frame.unit)
  drawPattern(context, frame, ground.pattern, {
    line: palette.line,
    faint: withOpacity(palette.line, 0.45),
    random: createRandom(seed),
  })
  return canvas
}

interface Field {
  readonly columns: number
  readonly values: Float32Array
}

/** The ground's colour at each corner of a coarse grid, three floats a corner. */
function lightField(frame: Frame, palette: Palette, ground: Ground): Field {
  const columns = Math.ceil(frame.widthPx / STEP_PX) + 1
  const rows = Math.ceil(frame.heightPx / STEP_PX) + 1
  const base = bytes(palette.background)
  const lights = ground.lights.map((light) => ({ ...light, rgb: bytes(light.colour) }))
  const values = new Float32Array(columns * rows * 3)
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const [x, y] = [column * STEP_PX, row * STEP_PX]
      const colour = [...base]
      for (const light of lights) {
        const reach = light.radius * Math.hypot(frame.widthPx, frame.heightPx) * 0.7
        const distance = Math.hypot(x - light.x * frame.widthPx, y - light.y * frame.heightPx) / reach
        const amount = light.strength * easeInOut(1 - clamp01(distance))
        for (let channel = 0; channel < 3; channel++) {
          colour[channel]! += (light.rgb[channel]! - colour[channel]!) * amount
        }
      }
      const edge = Math.hypot(x / frame.widthPx - 0.5, y / frame.heightPx - 0.5) / 0.7071
      const shade = 1 - ground.vignette * easeInOut(clamp01((edge - 0.35) / 0.65))
      for (let channel = 0; channel < 3; channel++)
        values[(row * columns + column) * 3 + channel] = colour[channel]! * shade
    }
  }
  return { columns, values }
}

function fillPixels(target: Uint8ClampedArray, frame: Frame, field: Field, grain: number, seed: number): void {
  let state = seed | 1
  for (let y = 0; y < frame.heightPx; y++) state = fillRow(target, frame.widthPx, y, field, grain, state)
}

/** Fills a row and returns the noise's state: a function called a thousand times is compiled sooner than a long loop. */
function fillRow(
  target: Uint8ClampedArray,
  widthPx: number,
  y: number,
  { columns, values }: Field,
  grain: number,
  seed: number,
): number {
  let state = seed
  let at = y * widthPx * 4
  const row = Math.floor(y / STEP_PX)
  const down = (y % STEP_PX) / STEP_PX
  for (let column = 0; column * STEP_PX < widthPx; column++) {
    const near = (row * columns + column) * 3
    const below = near + columns * 3
    const mixAt = (offset: number) => values[near + offset]! + (values[below + offset]! - values[near + offset]!) * down
    let [red, green, blue] = [mixAt(0), mixAt(1), mixAt(2)]
    const [redStep, greenStep, blueStep] = [
      (mixAt(3) - red) / STEP_PX,
      (mixAt(4) - green) / STEP_PX,
      (mixAt(5) - blue) / STEP_PX,
    ]
    const end = Math.min(widthPx, (column + 1) * STEP_PX)
    for (let x = column * STEP_PX; x < end; x++) {
      state ^= state << 13
      state ^= state >>> 17
      state ^= state << 5
      // The sum of two bytes of noise is triangular: no bands, and no visible change of noise with the colour.
      const noise = (((state & 255) + ((state >>> 8) & 255)) / 255 - 1) * grain
      target[at] = red + noise
      target[at + 1] = green + noise
      target[at + 2] = blue + noise
      target[at + 3] = 255
      at += 4
      red += redStep
      green += greenStep
      blue += blueStep
    }
  }
  return state
}

const toRgb = converter('rgb')
function bytes(colour: string): [number, number, number] {
  const { r, g, b } = toRgb(colour)!
  return [r * 255, g * 255, b * 255]
}
