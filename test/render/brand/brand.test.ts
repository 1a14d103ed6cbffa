import { writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Timeline } from '@mavs/core'
import { describe, expect, it } from 'vitest'
import { withBrandCards } from '../../../packages/render/src/brand/cards.ts'
import type { BrandKitInput } from '../../../packages/render/src/brand/kit.ts'
import { lookOf } from '../../../packages/render/src/brand/look.ts'
import { createFrameDrawer, layOut } from '../../../packages/render/src/drawing/frame-drawer.ts'
import { intersects } from '../../../packages/render/src/drawing/geometry.ts'
import { loadImages } from '../../../packages/render/src/images/library.ts'
import { imagesOf } from '../../../packages/render/src/images/references.ts'
import { styleNamed } from '../../../packages/render/src/styles/catalogue.ts'
import { contrast } from '../../../packages/render/src/styles/colour.ts'
import { validateTimeline } from '../../../packages/render/src/validation/timeline.ts'
import { everyKind, STYLE_NAMES, timelineOf as drawingTimeline } from '../drawing/timelines.ts'
import { halves } from '../images/pictures.ts'
import { temporaryFolder } from '../support/folder.ts'
import { timelineOf } from '../support/timelines.ts'

const branded = (style: string, brand: BrandKitInput, size = {}): Timeline => ({
  ...drawingTimeline(style, everyKind(), size),
  brand: brand as Record<string, unknown>,
})

const BRANDS: readonly BrandKitInput['colours'][] = [
  { accent: '#0F4C5C' },
  { accent: '#FFD400' },
  { background: '#10243A', ink: '#F2F5F7', accent: '#FFB703' },
  { background: '#FFFFFF', ink: '#777777', mutedInk: '#CCCCCC', accent: '#F7F7F7', onAccent: '#FFFFFF' },
  { ink: '#FF0000' },
  { background: '#808080' },
]

describe.each(STYLE_NAMES)('a brand on the style %s', (style) => {
  it.each(BRANDS)('can be read in every scene, whatever its colours (%j)', (colours) => {
    const { style: look } = lookOf(branded(style, { name: 'Atlas', colours }))
    for (const palette of [look.palette, ...(look.contrast ? [look.contrast.palette] : [])]) {
      for (const behind of [palette.background, palette.surface]) {
        expect(contrast(palette.ink, behind)).toBeGreaterThanOrEqual(4.5)
        expect(contrast(palette.mutedInk, behind)).toBeGreaterThanOrEqual(4.5)
      }
      expect(contrast(palette.onAccent, palette.accent)).toBeGreaterThanOrEqual(3)
    }
    expect(contrast(look.captions.ink, look.captions.plate)).toBeGreaterThanOrEqual(4.5)
    expect(contrast(look.captions.accent, look.captions.plate)).toBeGreaterThanOrEqual(3)
  })

  it('puts the logo where no text of a scene stands', async () => {
    const folder = await temporaryFolder()
    await writeFile(join(folder, 'logo.png'), await halves('png', 120, 40))
    for (const placement of ['top-left', 'top-right'] as const) {
      for (const size of [
        { widthPx: 320, heightPx: 180 },
        { widthPx: 180, heightPx: 320 },
      ]) {
        const timeline = branded(style, { name: 'Atlas', logo: { file: 'logo.png', placement } }, size)
        const images = await loadImages(imagesOf(timeline).all, folder, timeline.format)
        const picture = layOut(timeline, {}, { images, look: lookOf(timeline) })
        const { mark } = picture.frame
        const under = picture.stages.flatMap(({ clip, elements }) =>
          elements
            .flatMap((element) => element.texts ?? [])
            .filter(({ box }) => intersects(box, mark!))
            .map(() => clip.visual.kind),
        )
        expect(under, `${placement} ${size.widthPx}`).toEqual([])
      }
    }
  })
})

describe('a brand kit', () => {
  it('says which colours it had to change, and leaves alone what can be read', () => {
    const { warnings } = lookOf(
      branded('professional', { name: 'Atlas', colours: { ink: '#0B2545', mutedInk: '#BBBBBB' } }),
    )
    expect(warnings).toHaveLength(1)
    expect(warnings[0]).toMatchObject({
      reason: 'colour-adjusted',
      message: expect.stringMatching(/^brand\.colours\.mutedInk #BBBBBB has a contrast of 1\.\d:1 .* drawn as #/),
    })
    expect(lookOf(branded('professional', { name: 'Atlas', colours: { ink: '#0B2545' } })).style.palette.ink).toBe(
      '#0B2545',
    )
  })

  it.each<[string, unknown, RegExp]>([
    [
      'colours that leave nothing to see',
      { colours: { ink: '#eeeeee', background: '#ffffff' } },
      /brand\.colours\.ink must have a contrast of at least 4\.5:1 to background #ffffff \(got #eeeeee: 1\.2:1\)/,
    ],
    ['a colour that is none', { colours: { accent: 'blue' } }, /brand.*colours\.accent: .*\(got "blue"\)/],
    ['a role that there is not', { colours: { primary: '#000000' } }, /brand\.colours\.primary: Unknown field/],
    [
      'another style than the timeline’s',
      { style: 'casual' },
      /style must be "casual", which brand\.style builds on \(got "professional"\)/,
    ],
    [
      'a font that is not installed',
      { fonts: { heads: { family: 'no-such-font' } } },
      /brand\.fonts\.heads\.family .*install @fontsource\/no-such-font/,
    ],
    ['an intro of no length', { intro: { seconds: 0 } }, /brand.*intro\.seconds/],
  ])('is refused with %s', (_, fields, message) => {
    const timeline = { ...timelineOf([2]), brand: { name: 'Atlas', ...(fields as object) } }
    expect(() => validateTimeline(timeline)).toThrow(message)
    expect(() => validateTimeline(timeline)).toThrow(expect.objectContaining({ code: 'TIMELINE_INVALID' }))
  })

  it('may bring a whole style of its own', () => {
    const own = { ...styleNamed('casual'), name: 'house', music: 'calm' }
    const timeline = {
      ...timelineOf([2]),
      style: 'house',
      brand: { name: 'Atlas', style: JSON.parse(JSON.stringify(own)) as object },
    }
    expect(lookOf(validateTimeline(timeline)).style).toMatchObject({ name: 'house', composition: 'notebook' })
  })

  it('sets headlines in a font file, and refuses one that is no font', async () => {
    const folder = await temporaryFolder()
    const font = createRequire(import.meta.url).resolve('@fontsource/anton/files/anton-latin-400-normal.woff2')
    await copyFile(font, join(folder, 'house.woff2'))
    await writeFile(join(folder, 'broken.woff2'), 'no font')
    const drawn = async (brand?: object) => {
      const timeline = { ...timelineOf([1]), ...(brand && { brand: { name: 'Atlas', ...brand } }) }
      const drawer = await createFrameDrawer(timeline, { directory: folder })
      drawer.draw(20)
      return drawer.pixels()
    }
    const file = (name: string) => ({ fonts: { heads: { file: name } } })
    expect((await drawn(file('house.woff2'))).equals(await drawn())).toBe(false)
    await expect(drawn(file('broken.woff2'))).rejects.toThrow(/brand\.fonts\.heads\.file must be a TTF.*no font/)
    await expect(drawn(file('lost.woff2'))).rejects.toThrow(/no such file/)
  })

  it('shows its logo without redrawing held frames', async () => {
    const folder = await temporaryFolder()
    await writeFile(join(folder, 'logo.png'), await halves('png', 120, 40))
    const changes = async (brand?: object) => {
      const timeline = { ...timelineOf([3]), ...(brand && { brand: { name: 'Atlas', ...brand } }) }
      const drawer = await createFrameDrawer(timeline, { directory: folder })
      const drawn = Array.from({ length: 60 }, (_, frame) => drawer.draw(frame + 20).kind)
      return { drawn: drawn.slice(1), pixels: drawer.pixels() }
    }
    const [with_, without] = [await changes({ logo: { file: 'logo.png' } }), await changes()]
    expect(with_.drawn).toEqual(without.drawn)
    expect(with_.pixels.equals(without.pixels)).toBe(false)
    const faint = await changes({ logo: { file: 'logo.png' }, watermark: { opacity: 0.3 } })
    expect(faint.pixels.equals(with_.pixels)).toBe(false)
  })
})

describe('a brand’s cards', () => {
  const base: Timeline = {
    ...timelineOf([2, 3]),
    brand: { name: 'Atlas', intro: { seconds: 2.51 }, outro: { seconds: 2, tagline: 'Maps' } },
  }
  const spoken = { text: 'word', startSeconds: 1, endSeconds: 1.5 }
  const timeline: Timeline = {
    ...base,
    tracks: {
      ...base.tracks,
      captions: [{ startSeconds: 1, endSeconds: 2, lines: [[spoken]] }],
      narration: [{ startSeconds: 0.5, durationSeconds: 3, file: 'voice.wav' }],
      music: [{ startSeconds: 0, durationSeconds: 5, file: 'music.wav' }],
    },
  }

  it('move sound, captions and scenes by the same whole number of frames', () => {
    const { tracks, durationSeconds, declared } = validateTimeline(withBrandCards(timeline))
    const by = 75 / 30
    expect(tracks.scenes.map((scene) => scene.startSeconds)).toEqual([0, by, by + 2, by + 5])
    expect(durationSeconds).toBe(by + 7)
    expect(tracks.captions[0]).toMatchObject({
      startSeconds: 1 + by,
      lines: [[{ startSeconds: 1 + by, endSeconds: 1.5 + by }]],
    })
    expect(tracks.narration[0]!.startSeconds).toBe(0.5 + by)
    expect(tracks.music[0]!.startSeconds).toBe(by)
    expect(declared.rests).toEqual([
      { startSeconds: 0, endSeconds: by },
      { startSeconds: by + 5, endSeconds: by + 7 },
    ])
  })

  it('are put in once, and only when there is a brand that has them', () => {
    const once = withBrandCards(timeline)
    expect(withBrandCards(once)).toBe(once)
    const plain = timelineOf([2, 3])
    expect(withBrandCards(plain)).toBe(plain)
  })
})
