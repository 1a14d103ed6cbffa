import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createCanvas, loadImage, type Canvas, type Image } from '@napi-rs/canvas'
import { STYLES } from '@mavs/render'
import pixelmatch from 'pixelmatch'
import { describe, expect, it } from 'vitest'
import { contactSheet, drawExample, readExamples, type Example } from '../../../scripts/example-frames.ts'

/*
 * Every example (one a kind of scene) in every style and two formats, at three moments, beside the images that are
 * checked in. After a change that is meant, look at the new ones: MAVS_UPDATE_GOLDEN=1 npx vitest run test/render/golden
 */
const FORMATS = {
  wide: { widthPx: 640, heightPx: 360, cellPx: 240 },
  tall: { widthPx: 360, heightPx: 640, cellPx: 120 },
} as const
const MOMENTS = [0.1, 0.4, 0.85]
/** Least difference of a pixel that the eye would see (pixelmatch: 0 to 1, in the YIQ colour space). */
const VISIBLE = 0.16
/** Share of visibly different pixels that compression and another processor's arithmetic may make. */
const TOLERANCE = 0.004

describe.each(readExamples())('the example $name', (example) => {
  it.each(['wide', 'tall'] as const)(
    'looks as it did (%s)',
    async (format) => {
      const sheet = await drawSheet(example, format)
      const file = fileURLToPath(new URL(`images/${example.name}-${format}.webp`, import.meta.url))
      if (process.env.MAVS_UPDATE_GOLDEN === '1') {
        mkdirSync(dirname(file), { recursive: true })
        writeFileSync(file, await sheet.encode('webp', 88))
        return
      }
      expect(existsSync(file), `${file} is missing; make it with MAVS_UPDATE_GOLDEN=1`).toBe(true)
      expect(differenceOf(sheet, await loadImage(file))).toBeLessThan(TOLERANCE)
    },
    120_000,
  )
})

describe('the comparison', () => {
  it('sees a headline that moved by ten pixels, and a style taken for another', async () => {
    const [example] = readExamples()
    const [sheet, other] = [await drawSheet(example!, 'wide'), await drawSheet(example!, 'wide')]
    expect(differenceOf(sheet, await loadImage(await sheet.encode('webp', 88)))).toBeLessThan(TOLERANCE)
    const context = other.getContext('2d')
    context.drawImage(sheet, 4, 0)
    expect(differenceOf(other, await loadImage(await sheet.encode('webp', 88)))).toBeGreaterThan(TOLERANCE)
    context.drawImage(sheet, 0, sheet.height / 5)
    expect(differenceOf(other, await loadImage(await sheet.encode('webp', 88)))).toBeGreaterThan(0.1)
  }, 120_000)
})

async function drawSheet(example: Example, format: keyof typeof FORMATS): Promise<Canvas> {
  const { widthPx, heightPx, cellPx } = FORMATS[format]
  const frames: Canvas[] = []
  for (const style of STYLES.keys()) {
    frames.push(...(await drawExample(example, { style, widthPx, heightPx, moments: MOMENTS })))
  }
  return contactSheet(frames, { across: MOMENTS.length, widthPx: cellPx, gapPx: 0 })
}

/** The share of pixels that differ visibly; 1 for another size. */
function differenceOf(sheet: Canvas, golden: Image): number {
  const { width, height } = sheet
  if (golden.width !== width || golden.height !== height) return 1
  const canvas = createCanvas(width, height)
  canvas.getContext('2d').drawImage(golden, 0, 0)
  const [actual, expected] = [sheet, canvas].map((one) => one.getContext('2d').getImageData(0, 0, width, height).data)
  return pixelmatch(actual!, expected!, undefined, width, height, { threshold: VISIBLE }) / (width * height)
}
