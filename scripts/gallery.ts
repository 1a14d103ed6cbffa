import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createCanvas, loadImage } from '@napi-rs/canvas'
import { formatFor, Timeline, type AspectRatio, type TimelineInput } from '@mavs/core'
import { createFrameDrawer } from '../packages/render/src/drawing/frame-drawer.ts'
import { STYLES } from '../packages/render/src/styles/catalogue.ts'
import { SAMPLES } from './gallery-samples.ts'

/*
 * Contact sheets of every scene kind in every style:
 *   node --conditions=@mavs/source scripts/gallery.ts --out DIR [--styles a,b] [--kinds a,b] [--at 0.4,1,4] [--aspect 9:16] [--full]
 * With --full every frame is written by itself as well, in full size.
 */
const { values } = parseArgs({
  options: {
    out: { type: 'string', default: 'gallery' },
    styles: { type: 'string', default: [...STYLES.keys()].join(',') },
    kinds: { type: 'string', default: Object.keys(SAMPLES).join(',') },
    at: { type: 'string', default: '5' },
    aspect: { type: 'string', default: '16:9' },
    quality: { type: 'string', default: 'medium' },
    columns: { type: 'string', default: '3' },
    full: { type: 'boolean', default: false },
  },
})
/** Length of each scene. */
const SCENE_SECONDS = 7

mkdirSync(values.out, { recursive: true })
const seconds = values.at.split(',').map(Number)
for (const style of values.styles.split(',')) await sheet(style, values.kinds.split(','))

/** Draws all kinds in one style, one after the other as in a video. */
async function sheet(style: string, kinds: readonly string[]): Promise<void> {
  const timeline = Timeline.parse(timelineOf(style, kinds))
  const drawer = await createFrameDrawer(timeline)
  for (const warning of drawer.warnings) process.stdout.write(`${style}: ${warning.reason}: ${warning.message}\n`)
  const frames: [name: string, png: Buffer][] = []
  for (const [index, kind] of kinds.entries()) {
    for (const second of seconds) {
      drawer.draw(Math.round((index * SCENE_SECONDS + second) * timeline.format.frameRate))
      frames.push([`${kind}-${second}`, await drawer.png()])
    }
  }
  if (values.full) for (const [name, png] of frames) writeFileSync(join(values.out, `${style}-${name}.png`), png)
  writeFileSync(join(values.out, `sheet-${style}.png`), await contactSheet(frames.map(([, png]) => png)))
}

function timelineOf(style: string, kinds: readonly string[]): TimelineInput {
  const words = 'Plants turn sunlight, water and air into sugar.'.split(' ')
  return {
    version: 1,
    title: 'How plants make light into food',
    format: formatFor(values.quality as 'medium', values.aspect as AspectRatio),
    durationSeconds: kinds.length * SCENE_SECONDS,
    style,
    seed: 7,
    tracks: {
      scenes: kinds.map((kind, index) => ({
        id: `scene-${index}`,
        startSeconds: index * SCENE_SECONDS,
        endSeconds: (index + 1) * SCENE_SECONDS,
        visual: SAMPLES[kind]!,
        transition: STYLES.get(style)!.transition,
      })),
      captions: kinds.map((_, index) => {
        const start = index * SCENE_SECONDS + 0.4
        const timed = words.map((text, i) => ({
          text,
          startSeconds: start + i * 0.7,
          endSeconds: start + i * 0.7 + 0.6,
        }))
        return { startSeconds: start, endSeconds: start + 6.2, lines: [timed.slice(0, 4), timed.slice(4)] }
      }),
    },
  }
}

async function contactSheet(frames: readonly Buffer[]): Promise<Buffer> {
  const images = await Promise.all(frames.map((frame) => loadImage(frame)))
  const across = Number(values.columns)
  const { width, height } = images[0]!
  const cell = { width: 640, height: Math.round((640 * height) / width) }
  const canvas = createCanvas(across * (cell.width + 8), Math.ceil(images.length / across) * (cell.height + 8))
  const context = canvas.getContext('2d')
  images.forEach((image, index) => {
    const [x, y] = [(index % across) * (cell.width + 8), Math.floor(index / across) * (cell.height + 8)]
    context.drawImage(image, x, y, cell.width, cell.height)
  })
  return canvas.encode('png')
}
