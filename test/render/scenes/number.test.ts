import { describe, expect, it } from 'vitest'
import { layOut } from '../../../packages/render/src/drawing/frame-drawer.ts'
import { NumberVisual } from '../../../packages/render/src/scenes/number.ts'
import { STYLE_NAMES, timelineOf } from '../drawing/timelines.ts'
import { faultsOf, frames, SIZES } from '../support/scene-faults.ts'

const parse = (visual: object) => NumberVisual.parse({ kind: 'number', ...visual })
const PPM = parse({
  value: 420,
  suffix: ' ppm',
  label: 'carbon dioxide in the air today',
  context: 'Half as much again as before the factories',
  source: 'NOAA Global Monitoring Laboratory, 2023',
  icon: 'cloud',
})
const NUMBERS = [
  PPM,
  parse({ value: 71, suffix: '%', label: 'of the Earth is water' }),
  parse({
    value: 1_234_567.25,
    decimals: 2,
    prefix: '$',
    suffix: 'million',
    label: 'spent by all the countries of the world on the maintenance of their electricity networks',
    context: 'More than the whole economy of most countries, and about as much as is spent on all of the schools',
    source: 'International Energy Agency, World Energy Investment, and its many annexes, 2023',
    icon: 'zap',
  }),
  parse({ value: 71, suffix: '%', label: 'من سطح الأرض مغطى بالماء', context: 'والباقي يابسة', icon: 'waves' }),
]

describe.each(STYLE_NAMES)('a number in the style %s', (style) => {
  it('keeps figure and texts apart, readable and within the frame, in every format', () => {
    expect(frames(style, NUMBERS).flatMap(faultsOf)).toEqual([])
  })

  it('has its largest type in the figure', () => {
    for (const size of Object.values(SIZES)) {
      const [stage] = layOut(timelineOf(style, [PPM], size)).stages
      const sizes = stage!.elements.flatMap((element) => element.texts ?? []).map(({ sizePx }) => sizePx)
      expect(Math.max(...sizes)).toBeGreaterThan(240)
    }
  })
})

describe('a number', () => {
  it('stands over its unit in a high frame, beside it in others', () => {
    const tops = Object.values(SIZES).map((size) => {
      const [stage] = layOut(timelineOf('professional', [PPM], size)).stages
      const texts = stage!.elements.flatMap((element) => element.texts ?? [])
      const figure = texts.toSorted((a, b) => b.sizePx - a.sizePx)[0]!
      const unit = texts.find((text) => text.colour === '#6E8BFF')!
      return unit.box.y > figure.box.y + figure.box.height
    })
    expect(tops).toEqual([false, true, false, false])
  })
})
