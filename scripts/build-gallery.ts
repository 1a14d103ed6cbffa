import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Canvas } from '@napi-rs/canvas'
import { STYLES } from '@mavs/render'
import { contactSheet, drawExample, finishedMoment, readExamples } from './example-frames.ts'

/*
 * Contact sheets of the examples' timelines, one a style and format, as in docs/gallery:
 *   npm run gallery -- [--out DIR] [--styles a,b] [--kinds a,b] [--formats 16:9,9:16,1:1,4:5] [--at 0.2,0.8] [--full]
 * `--at` are shares of each example's length, by default where its longest scene stands finished; with `--full`, every frame is written by itself as well, as PNG.
 */
const SIZES: Readonly<Record<string, { widthPx: number; heightPx: number; across: number; cellPx: number }>> = {
  '16:9': { widthPx: 1280, heightPx: 720, across: 4, cellPx: 480 },
  '9:16': { widthPx: 720, heightPx: 1280, across: 8, cellPx: 236 },
  '1:1': { widthPx: 720, heightPx: 720, across: 6, cellPx: 320 },
  '4:5': { widthPx: 720, heightPx: 900, across: 6, cellPx: 320 },
}
const examples = readExamples()
const { values } = parseArgs({
  options: {
    out: { type: 'string', default: 'docs/gallery' },
    styles: { type: 'string', default: [...STYLES.keys()].join(',') },
    kinds: { type: 'string', default: examples.map(({ name }) => name).join(',') },
    formats: { type: 'string', default: '16:9,9:16' },
    at: { type: 'string' },
    full: { type: 'boolean', default: false },
  },
})
const kinds = values.kinds.split(',')
mkdirSync(values.out, { recursive: true })
for (const style of values.styles.split(',')) {
  for (const format of values.formats.split(',')) await writeSheet(style, format)
}

async function writeSheet(style: string, format: string): Promise<void> {
  const { widthPx, heightPx, across, cellPx } = SIZES[format]!
  const sheetName = `${style}-${format.replace(':', 'x')}`
  const frames: Canvas[] = []
  for (const example of examples.filter(({ name }) => kinds.includes(name))) {
    const moments = values.at?.split(',').map(Number) ?? [finishedMoment(example)]
    const drawn = await drawExample(example, { style, widthPx, heightPx, moments })
    frames.push(...drawn)
    if (!values.full) continue
    for (const [index, frame] of drawn.entries()) {
      writeFileSync(join(values.out, `${sheetName}-${example.name}-${index}.png`), await frame.encode('png'))
    }
  }
  const sheet = contactSheet(frames, { across, widthPx: cellPx, gapPx: 8 })
  writeFileSync(join(values.out, `${sheetName}.webp`), await sheet.encode('webp', 82))
}
