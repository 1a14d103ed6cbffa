import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createCanvas } from '@napi-rs/canvas'
import { formatFor, type AspectRatio } from '@mavs/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lookOf } from '../../../packages/render/src/brand/look.ts'
import { createFrameDrawer, layOut } from '../../../packages/render/src/drawing/frame-drawer.ts'
import { contains, intersects } from '../../../packages/render/src/drawing/geometry.ts'
import type { Picture } from '../../../packages/render/src/drawing/picture.ts'
import { loadImages } from '../../../packages/render/src/images/library.ts'
import { imagesOf } from '../../../packages/render/src/images/references.ts'
import { contrast, requiredContrast } from '../../../packages/render/src/styles/colour.ts'
import { STYLE_NAMES, timelineOf } from '../drawing/timelines.ts'

const SHAPES: readonly AspectRatio[] = ['16:9', '9:16', '1:1', '4:5']
const CREDIT = { author: 'Ada Field', licence: 'CC BY 4.0', source: 'Wikimedia Commons' }
const LONG = 'a very long line of many small words that goes on and on until nobody can read it any more'
const ARABIC = 'مرحبا بالعالم كيف تصنع النباتات الطعام من الضوء'

const pictureOf = (file: string, fields: Record<string, unknown> = {}) => ({
  kind: 'image',
  file,
  alt: 'A test',
  ...fields,
})
const galleryOf = (count: number, fields: Record<string, unknown> = {}, caption?: string) => ({
  kind: 'gallery',
  items: Array.from({ length: count }, (_, index) => ({
    file: FILES[index % FILES.length]!,
    alt: 'A test',
    credit: CREDIT,
    ...(caption && { caption: caption.slice(0, 80) }),
  })),
  ...fields,
})

const FILES = ['white.png', 'black.png', 'noise.png', 'high.png']
const VISUALS = [
  ...FILES.flatMap((file) => [
    pictureOf(file, { headline: 'Sand that walks with the wind', caption: 'Thirty metres a year', credit: CREDIT }),
    pictureOf(file, {
      placement: 'full',
      headline: 'Sand that walks',
      caption: 'Thirty metres a year',
      credit: CREDIT,
    }),
  ]),
  pictureOf('noise.png', { credit: CREDIT, placement: 'framed' }),
  pictureOf('noise.png', { credit: CREDIT, placement: 'full' }),
  pictureOf('noise.png', {
    headline: LONG,
    caption: LONG + LONG.slice(0, 50),
    credit: { author: LONG.slice(0, 80), source: LONG.slice(0, 80) },
  }),
  pictureOf('high.png', { placement: 'full', headline: LONG, caption: LONG, credit: CREDIT }),
  pictureOf('white.png', { headline: ARABIC, caption: ARABIC, credit: CREDIT }),
  pictureOf('white.png', { placement: 'full', headline: ARABIC, caption: ARABIC }),
  ...[2, 3, 4, 5, 6].map((count) => galleryOf(count, { headline: 'Faces of one planet' }, 'Ice and snow')),
  galleryOf(6, { headline: LONG }, LONG),
  galleryOf(3, { headline: ARABIC }, ARABIC),
  galleryOf(3, { arrangement: 'sequence', headline: LONG }, LONG),
]

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mavs-render-'))
  await Promise.all(FILES.map((file) => writeFile(join(folder, file), drawn(file))))
})

afterAll(() => rm(folder, { recursive: true, force: true }))

describe.each(STYLE_NAMES)('pictures in the style %s', (style) => {
  it.each(SHAPES)('keep every text in the safe area, above the captions, on no other text (%s)', async (shape) => {
    const { widthPx, heightPx } = formatFor('low', shape)
    const picture = await laidOut(style, VISUALS, { widthPx, heightPx })
    const { safe, captions } = picture.frame
    for (const { clip, elements } of picture.stages) {
      const texts = elements.flatMap((element) => element.texts ?? [])
      const place = `${clip.id} ${JSON.stringify(clip.visual).slice(0, 120)}`
      for (const { box, sizePx } of texts) {
        expect(contains(safe, box), place).toBe(true)
        expect(box.y + box.height, place).toBeLessThanOrEqual(captions.y)
        expect(sizePx, place).toBeGreaterThanOrEqual(28)
      }
      if ((clip.visual as Record<string, unknown>)['arrangement'] === 'sequence') continue
      const overlapping = texts.filter((one, index) =>
        texts.slice(index + 1).some((other) => intersects(one.box, other.box)),
      )
      expect(overlapping, place).toEqual([])
    }
  })

  it('are as readable as they say: every pixel behind a text over the picture keeps the contrast', async () => {
    const picture = await laidOut(style, VISUALS)
    for (const { clip, elements } of picture.stages) {
      for (const { colour, behind, sizePx } of elements.flatMap((element) => element.texts ?? [])) {
        expect(contrast(colour, behind), clip.id).toBeGreaterThanOrEqual(requiredContrast(sizePx))
      }
    }
  })
})

describe('a text over a bright and restless picture', () => {
  it.each(['entertainment', 'documentary'])('stands on pixels that are dark enough (%s)', async (style) => {
    const visual = pictureOf('noise.png', {
      placement: 'full',
      headline: 'Noise',
      caption: 'And more of it',
      credit: CREDIT,
    })
    const timeline = timelineOf(style, [visual] as never, { widthPx: 640, heightPx: 360 })
    const still = { ...timeline, burnCaptions: false }
    const { unit } = (await laidOut(style, [visual], { widthPx: 640, heightPx: 360 })).frame
    const references = imagesOf(still)
    const images = await loadImages(references.all, folder, still.format)
    const [stage] = layOut(still, {}, { images, look: lookOf(still) }).stages
    const drawer = await createFrameDrawer(still, { directory: folder })
    drawer.draw(30)
    for (const { box, colour, sizePx } of stage!.elements.flatMap((element) => element.texts ?? [])) {
      // Beside the text, in its own rows: the same plane without the letters.
      const rect = {
        x: 608,
        y: Math.floor((box.y * unit) / 2) * 2,
        width: 16,
        height: Math.max(2, Math.floor((box.height * unit) / 2) * 2),
      }
      const pixels = drawer.region(rect)
      const brightest = Math.max(...Array.from({ length: pixels.length / 4 }, (_, index) => pixels[index * 4 + 1]!))
      const grey = `#${brightest.toString(16).padStart(2, '0').repeat(3)}`
      expect(contrast(colour, grey), `${sizePx}`).toBeGreaterThanOrEqual(requiredContrast(sizePx) * 0.75)
    }
  })
})

describe('a moving picture', () => {
  it('moves by less than a pixel a frame, and every frame is another', async () => {
    const visual = pictureOf('high.png', { placement: 'full', move: 'left' })
    const drawer = await drawerOf('professional', [visual])
    const frames = [10, 11, 12].map((frame) => {
      drawer.draw(frame)
      return drawer.pixels()
    })
    for (const [index, frame] of frames.slice(1).entries()) {
      const differences = frame.map((value, at) => Math.abs(value - frames[index]![at]!))
      expect(differences.some((difference) => difference > 0)).toBe(true)
    }
  })

  it('draws the same frame whenever it is asked for', async () => {
    const visuals = [pictureOf('noise.png', { headline: 'Noise' }), galleryOf(3, { arrangement: 'sequence' })]
    const drawer = await drawerOf('casual', visuals)
    const fresh = await drawerOf('casual', visuals)
    for (const frame of [0, 7, 30, 60, 44]) drawer.draw(frame)
    fresh.draw(44)
    expect(drawer.pixels().equals(fresh.pixels())).toBe(true)
  })

  it('that stands still changes nothing', async () => {
    const drawer = await drawerOf('documentary', [pictureOf('noise.png', { move: 'still', placement: 'full' })], 8)
    drawer.draw(60)
    expect(drawer.draw(61).kind).not.toBe('all')
  })
})

describe('a gallery', () => {
  it('brings each picture in at its cue', async () => {
    const timeline = timelineOf('professional', [galleryOf(3)] as never, { sceneSeconds: 8 })
    const [clip] = timeline.tracks.scenes
    const cued = { ...timeline, tracks: { ...timeline.tracks, scenes: [{ ...clip!, cues: { 'items.2': 5 } }] } }
    const images = await loadImages(imagesOf(cued).all, folder, cued.format)
    const [stage] = layOut(cued, {}, { images, look: lookOf(cued) }).stages
    expect(stage!.elements.filter((element) => element.state(4.6) < 0 && element.state(5.2) >= 0)).toHaveLength(1)
  })
})

async function laidOut(
  style: string,
  visuals: readonly unknown[],
  size: { widthPx?: number; heightPx?: number } = {},
): Promise<Picture> {
  const timeline = timelineOf(style, visuals as never, size)
  const images = await loadImages(imagesOf(timeline).all, folder, timeline.format)
  return layOut(timeline, {}, { images, look: lookOf(timeline) })
}

async function drawerOf(style: string, visuals: readonly unknown[], sceneSeconds = 3) {
  const timeline = timelineOf(style, visuals as never, { sceneSeconds })
  return createFrameDrawer({ ...timeline, burnCaptions: false }, { directory: folder })
}

function drawn(file: string): Buffer {
  const canvas = createCanvas(file === 'high.png' ? 200 : 320, file === 'high.png' ? 320 : 200)
  const context = canvas.getContext('2d')
  context.fillStyle = file === 'black.png' ? '#000' : '#fff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  if (file === 'noise.png' || file === 'high.png') {
    for (let cell = 0; cell < 400; cell++) {
      context.fillStyle = `hsl(${(cell * 137) % 360} 80% ${(cell * 53) % 100}%)`
      context.fillRect((cell * 71) % canvas.width, (cell * 37) % canvas.height, 14, 14)
    }
  }
  return canvas.toBuffer('image/png')
}
