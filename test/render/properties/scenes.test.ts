import { fileURLToPath } from 'node:url'
import type { SceneClip } from '@mavs/core'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { layOut } from '../../../packages/render/src/drawing/frame-drawer.ts'
import { contains, type Box } from '../../../packages/render/src/drawing/geometry.ts'
import type { TextFact } from '../../../packages/render/src/drawing/element.ts'
import type { Picture } from '../../../packages/render/src/drawing/picture.ts'
import { lookOf } from '../../../packages/render/src/brand/look.ts'
import { loadImages } from '../../../packages/render/src/images/library.ts'
import { imagesOf } from '../../../packages/render/src/images/references.ts'
import { SCENE_KINDS } from '../../../packages/render/src/scenes/registry.ts'
import { contrast, requiredContrast } from '../../../packages/render/src/styles/colour.ts'
import { SMALLEST_PX } from '../../../packages/render/src/text/typesetter.ts'
import { STYLE_NAMES, timelineOf } from '../drawing/timelines.ts'
import { arbitraryOf, type Known } from './arbitrary.ts'

/** 16:9, 9:16, 1:1 and 4:5: small, because layouts are the same at every size. */
const SIZES = [
  { widthPx: 320, heightPx: 180 },
  { widthPx: 180, heightPx: 320 },
  { widthPx: 180, heightPx: 180 },
  { widthPx: 180, heightPx: 226 },
] as const
const SCENE_SECONDS = 6
const PICTURES = fileURLToPath(new URL('../../../examples/render', import.meta.url))

const KNOWN: Known = {
  icon: ['leaf', 'sun', 'no-such-icon'],
  cue: ['never said'],
  file: ['assets/forest.jpg', 'assets/night.jpg'],
  logo: ['assets/mark.svg'],
  country: ['DE', 'BRA', 'Japan', 'ru', 'Fiji', 'VA'],
  from: ['DE', 'BRA', 'Japan'],
  to: ['ru', 'Fiji', 'VA'],
}

const place = fc.record({
  style: fc.constantFrom(...STYLE_NAMES),
  size: fc.constantFrom(...SIZES),
  burnCaptions: fc.boolean(),
})

describe.each(SCENE_KINDS.map((kind) => [kind.kind, kind] as const))('any visual of the kind %s', (_, kind) => {
  it('is laid out readable, within the safe area and without overlaps, in any style and format', async () => {
    const visual = arbitraryOf(kind.schema, KNOWN).filter((value) => kind.schema.safeParse(value).success)
    await fc.assert(
      fc.asyncProperty(visual, place, async (value, { style, size, burnCaptions }) => {
        const visuals = [value as SceneClip['visual']]
        const timeline = timelineOf(style, visuals, { ...size, sceneSeconds: SCENE_SECONDS })
        const images = await loadImages(imagesOf(timeline).all, PICTURES, timeline.format)
        const picture = layOut({ ...timeline, burnCaptions }, {}, { images, look: lookOf(timeline) })
        expect(faultsOf(picture, burnCaptions)).toEqual([])
      }),
      { numRuns: 25, seed: 20_261_123, endOnFailure: true },
    )
  }, 60_000)
})

/** What is wrong with the texts of a picture, each scene as it stands at its end. */
function faultsOf({ stages, frame }: Picture, burnCaptions: boolean): string[] {
  return stages.flatMap((stage) => {
    const end = stage.clip.endSeconds - stage.clip.startSeconds - 0.6
    const texts = stage.elements
      .filter((element) => element.state(end) >= 0)
      .flatMap((element) => element.texts ?? [])
      .filter(({ box }) => box.width > 0)
    return [
      ...texts
        .filter(({ box }) => !contains(frame.safe, box))
        .map((text) => `outside the safe area: ${described(text)}`),
      ...texts
        .filter(({ box }) => burnCaptions && box.y + box.height > frame.captions.y + 0.5)
        .map((text) => `in the captions' room: ${described(text)}`),
      ...texts.filter(({ sizePx }) => sizePx < SMALLEST_PX).map((text) => `too small: ${described(text)}`),
      ...texts
        .filter(({ colour, behind, sizePx }) => contrast(colour, behind) < requiredContrast(sizePx))
        .map((text) => `too faint: ${described(text)}`),
      ...overlapping(texts).map(([a, b]) => `overlapping: ${described(a)} and ${described(b)}`),
    ]
  })
}

/** Pairs of texts that share more than a rounding. */
function overlapping(texts: readonly TextFact[]): (readonly [TextFact, TextFact])[] {
  return texts.flatMap((text, index) =>
    texts
      .slice(index + 1)
      .filter((other) => shared(text.box, other.box))
      .map((other) => [text, other] as const),
  )
}

function shared(a: Box, b: Box): boolean {
  const across = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)
  const down = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
  return across > 2 && down > 2
}

const described = ({ box, sizePx, colour, behind }: TextFact): string =>
  `${[box.x, box.y, box.width, box.height].map(Math.round).join(' ')} at ${sizePx} px, ${colour} on ${behind}`
