import { describe, expect, it } from 'vitest'
import { createRandom } from '@mavs/core'
import { compileConversion } from '../../../scripts/build-conversion.ts'
import { I420_WASM } from '../../../packages/render/src/conversion/i420-wasm.generated.ts'
import { alignRectangle, createI420Converter, type Rectangle } from '../../../packages/render/src/conversion/i420.ts'

describe('the I420 conversion', () => {
  it.each([
    [16, 16],
    [32, 18],
    [854, 480],
    [1080, 608],
    [1920, 1080],
  ])('is at most one code value from the plain formula at %i×%i', (width, height) => {
    const rgba = noise(width, height, 7)
    const converter = createI420Converter(width, height)
    converter.convert(rgba)
    expect(largestDifference(converter.frame, reference(rgba, width, height))).toBeLessThanOrEqual(1)
  })

  it('gives black, white and the primaries their BT.709 values in limited range', () => {
    const colours = { '0,0,0': [16, 128, 128], '255,255,255': [235, 128, 128], '255,0,0': [63, 102, 240] }
    for (const [colour, expected] of Object.entries({ ...colours, '0,0,255': [32, 240, 118] })) {
      const converter = createI420Converter(16, 16)
      converter.convert(new Uint8Array(16 * 16 * 4).map((_, index) => Number(colour.split(',')[index % 4] ?? 255)))
      expect([converter.frame[0], converter.frame[256], converter.frame[320]], colour).toEqual(expected)
    }
  })

  it.each([
    { x: 5, y: 7, width: 31, height: 9 },
    { x: 838, y: 0, width: 16, height: 480 },
    { x: 849, y: 470, width: 30, height: 30 },
    { x: -4, y: -4, width: 10, height: 10 },
  ])('changes a rectangle as if the whole picture had been converted: %o', (rectangle) => {
    const [width, height] = [854, 480]
    const before = noise(width, height, 1)
    const after = Buffer.from(before)
    const part = alignRectangle(rectangle, width, height)!
    const patch = noise(part.width, part.height, 2)
    paste(after, width, patch, part)
    const whole = createI420Converter(width, height)
    whole.convert(after)
    const piecewise = createI420Converter(width, height)
    piecewise.convert(before)
    piecewise.convertRectangle(patch, part)
    expect(piecewise.frame.equals(whole.frame)).toBe(true)
  })

  it('covers every asked-for pixel with the aligned rectangle and drops what lies outside', () => {
    expect(alignRectangle({ x: 3, y: 3, width: 2, height: 2 }, 64, 64)).toEqual({ x: 2, y: 2, width: 16, height: 4 })
    expect(alignRectangle({ x: 63, y: 63, width: 9, height: 9 }, 64, 64)).toEqual({
      x: 48,
      y: 62,
      width: 16,
      height: 2,
    })
    expect(alignRectangle({ x: 64, y: 0, width: 9, height: 9 }, 64, 64)).toBeUndefined()
  })

  it('is committed as the build of its source', async () => {
    expect(Buffer.from(await compileConversion()).toString('base64')).toBe(I420_WASM)
  })
})

function noise(width: number, height: number, seed: number): Buffer {
  const random = createRandom(seed)
  return Buffer.from(Uint8Array.from({ length: width * height * 4 }, () => random() * 256))
}

function paste(picture: Buffer, width: number, patch: Buffer, { x, y, width: patchWidth, height }: Rectangle): void {
  for (let row = 0; row < height; row++) {
    patch.copy(picture, ((y + row) * width + x) * 4, row * patchWidth * 4, (row + 1) * patchWidth * 4)
  }
}

/** The formula of BT.709 in floating point. */
function reference(rgba: Buffer, width: number, height: number): Buffer {
  const frame = Buffer.alloc((width * height * 3) / 2)
  const luma = (red: number, green: number, blue: number) => 0.2126 * red + 0.7152 * green + 0.0722 * blue
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 4
      frame[y * width + x] = Math.round(16 + (219 / 255) * luma(rgba[at]!, rgba[at + 1]!, rgba[at + 2]!))
    }
  }
  for (let y = 0; y < height; y += 2) {
    for (let x = 0; x < width; x += 2) {
      const mean = (channel: number) =>
        [0, 4, width * 4, width * 4 + 4].reduce((sum, step) => sum + rgba[(y * width + x) * 4 + step + channel]!, 0) / 4
      const [red, green, blue] = [mean(0), mean(1), mean(2)]
      const at = width * height + (y / 2) * (width / 2) + x / 2
      frame[at] = Math.round(128 + (224 / 255) * ((blue - luma(red, green, blue)) / 1.8556))
      frame[at + (width * height) / 4] = Math.round(128 + (224 / 255) * ((red - luma(red, green, blue)) / 1.5748))
    }
  }
  return frame
}

function largestDifference(actual: Buffer, expected: Buffer): number {
  let largest = actual.length === expected.length ? 0 : Infinity
  for (let index = 0; index < expected.length; index++) {
    largest = Math.max(largest, Math.abs(actual[index]! - expected[index]!))
  }
  return largest
}
