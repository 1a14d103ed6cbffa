import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createCanvas } from '@napi-rs/canvas'
import { describe, expect, it } from 'vitest'
import type { Bitmap } from '../../../packages/render/src/images/bitmap.ts'
import { loadImages } from '../../../packages/render/src/images/library.ts'
import { temporaryFolder } from '../support/folder.ts'
import { CMYK_JPEG, gif, halves, hugePng, oriented, SVG } from './pictures.ts'

const TARGET = { widthPx: 64, heightPx: 36 }

describe('pictures', () => {
  it.each(['jpeg', 'png', 'webp'] as const)('are loaded from %s at the size that the frame needs', async (type) => {
    const image = await loaded(await halves(type, 640, 320))
    expect([image.widthPx, image.heightPx]).toEqual([76, 38])
    expect(colourAt(image, 0.25, 0.5)).toEqual(near([255, 0, 0]))
    expect(colourAt(image, 0.75, 0.5)).toEqual(near([0, 0, 255]))
  })

  it.each([
    [3, 'right', [64, 32]],
    [6, 'top', [32, 64]],
    [8, 'bottom', [32, 64]],
  ] as const)('are turned upright by the orientation %i: red comes to the %s', async (orientation, side, size) => {
    const image = await loaded(oriented(await halves('jpeg', 64, 32), orientation))
    const red = { right: [0.9, 0.5], top: [0.5, 0.1], bottom: [0.5, 0.9] }[side] as [number, number]
    expect([image.widthPx, image.heightPx]).toEqual(size)
    expect(colourAt(image, ...red)).toEqual(near([255, 0, 0]))
  })

  it('in CMYK come out in their colours', async () => {
    const image = await loaded(CMYK_JPEG)
    expect(colourAt(image, 0.2, 0.5)).toEqual(near([255, 0, 0]))
    expect(colourAt(image, 0.8, 0.5)).toEqual(near([0, 0, 255]))
  })

  it('are drawn from SVG at the size of the frame, whatever its own', async () => {
    const image = await loaded(Buffer.from(SVG))
    expect(image.widthPx).toBeGreaterThan(64)
    expect(image.hasAlpha).toBe(true)
    expect(colourAt(image, 0.5, 0.5)).toEqual(near([255, 0, 0]))
  })

  it('that move show their first frame, with a warning', async () => {
    const folder = await temporaryFolder()
    await writeFile(join(folder, 'moving.gif'), gif(3))
    const library = await loadImages([{ path: 'tracks.scenes.0.visual.file', file: 'moving.gif' }], folder, TARGET)
    expect(colourAt(library.find('moving.gif')!, 0.5, 0.5)).toEqual(near([255, 0, 0]))
    expect(library.warnings).toMatchObject([
      { reason: 'unsupported-option', message: expect.stringContaining('tracks.scenes.0.visual.file') },
    ])
    await writeFile(join(folder, 'still.gif'), gif(1))
    expect((await loadImages([{ path: 'x', file: 'still.gif' }], folder, TARGET)).warnings).toEqual([])
  })

  it('keep few decoded pixels, and decode again what was dropped', async () => {
    const folder = await temporaryFolder()
    const files = Array.from({ length: 12 }, (_, index) => `${index}.png`)
    await Promise.all(files.map(async (file) => writeFile(join(folder, file), await halves('png', 128, 72))))
    const library = await loadImages(
      files.map((file) => ({ path: file, file })),
      folder,
      TARGET,
    )
    const first = library.find('0.png')!
    const decoded = first.image()
    expect(first.image()).toBe(decoded)
    for (const file of files) library.find(file)!.image()
    expect(first.image()).not.toBe(decoded)
    expect(colourAt(first, 0.25, 0.5)).toEqual(near([255, 0, 0]))
  })

  it('of other content have other digests', async () => {
    const folder = await temporaryFolder()
    const digest = async (bytes: Buffer) => {
      await writeFile(join(folder, 'a'), bytes)
      return (await loadImages([{ path: 'p', file: 'a' }], folder, TARGET)).digest('a')
    }
    const [one, two, again] = [
      await digest(await halves('png')),
      await digest(await halves('webp')),
      await digest(await halves('png')),
    ]
    expect(one).not.toBe(two)
    expect(one).toBe(again)
  })
})

describe('a picture file', () => {
  const JPEG = halves('jpeg', 400, 300)
  it.each<[string, () => Promise<Buffer> | Buffer, RegExp]>([
    ['empty', () => Buffer.alloc(0), /an empty file/],
    ['no picture', () => Buffer.from('hello, this is only text'), /no picture, or only its beginning/],
    [
      'of a kind that is not drawn',
      () => Buffer.from('BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\x02\0\0\0\x02\0\0\0\x01\0\x18\0', 'latin1'),
      /type bmp/,
    ],
    ['a bomb of pixels', () => hugePng(60_000, 60_000), /60000 × 60000 pixels, more than 64 megapixels/],
    ['a cut JPEG', async () => (await JPEG).subarray(0, 1200), /a jpg picture without its end/],
    [
      'a JPEG with a whole thumbnail but no end',
      async () => oriented((await JPEG).subarray(0, 1200), 1),
      /without its end/,
    ],
    ['a cut PNG', async () => (await halves('png', 300, 200)).subarray(0, -20), /a png picture without its end/],
    ['a cut WebP', async () => (await halves('webp', 300, 200)).subarray(0, -4), /a webp picture without its end/],
    ['a cut GIF', () => gif(2).subarray(0, -1), /a gif picture without its end/],
    [
      'an SVG that shows another file',
      () => Buffer.from(SVG.replace('<rect', '<image href="/etc/passwd"/><rect')),
      /pictures, pages or scripts/,
    ],
    ['an SVG with entities', () => Buffer.from(`<!DOCTYPE svg [<!ENTITY a "b">]>${SVG}`), /entities/],
    [
      'an SVG of endless references',
      () => Buffer.from(SVG.replace('<rect', `${'<use href="#a"/>'.repeat(30)}<rect`)),
      /30 references/,
    ],
  ])('is refused when it is %s', async (_, bytes, found) => {
    const folder = await temporaryFolder()
    await writeFile(join(folder, 'picture'), await bytes())
    await expect(load(folder, 'picture')).rejects.toMatchObject({
      code: 'TIMELINE_INVALID',
      message: expect.stringMatching(/^tracks\.scenes\.2\.visual\.file must be a whole JPG, PNG, .* picture/),
      details: { found: expect.stringMatching(found) },
    })
  })

  it('is refused when it is missing, a directory, or outside of the timeline’s directory', async () => {
    const folder = await temporaryFolder()
    await mkdir(join(folder, 'inside', 'deep'), { recursive: true })
    await writeFile(join(folder, 'outside.png'), await halves('png'))
    await symlink(join(folder, 'outside.png'), join(folder, 'inside', 'link.png'))
    const inside = join(folder, 'inside')
    await expect(load(inside, 'lost.png')).rejects.toThrow(/no such file/)
    await expect(load(inside, 'deep')).rejects.toThrow(/a directory/)
    await expect(load(inside, '.')).rejects.toThrow(/a directory/)
    for (const file of ['link.png', '../outside.png', join(folder, 'outside.png')]) {
      await expect(load(inside, file)).rejects.toThrow(/outside of the timeline's directory/)
    }
  })
})

const load = (folder: string, file: string) =>
  loadImages([{ path: 'tracks.scenes.2.visual.file', file }], folder, TARGET)

async function loaded(bytes: Buffer) {
  const folder = await temporaryFolder()
  await writeFile(join(folder, 'picture'), bytes)
  return (await load(folder, 'picture')).find('picture')!
}

/** RGB at a place, in shares of the size. */
function colourAt(bitmap: Bitmap, x: number, y: number): number[] {
  const canvas = createCanvas(bitmap.widthPx, bitmap.heightPx)
  const context = canvas.getContext('2d')
  context.drawImage(bitmap.image(), 0, 0)
  const at = context.getImageData(Math.floor(x * bitmap.widthPx), Math.floor(y * bitmap.heightPx), 1, 1).data
  return [...at.subarray(0, 3)]
}

const near = (colour: readonly number[]) =>
  expect.toSatisfy((given: readonly number[]) => given.every((value, index) => Math.abs(value - colour[index]!) < 12))
