import type { SceneClip } from '@mavs/core'
import { describe, expect, it } from 'vitest'
import { layOut } from '../../../packages/render/src/drawing/frame-drawer.ts'
import { shareFormat, valueFormat } from '../../../packages/render/src/scenes/chart-format.ts'
import { ChartVisual } from '../../../packages/render/src/scenes/chart-schema.ts'
import { roundScale } from '../../../packages/render/src/scenes/chart-scale.ts'
import { evenly } from '../../../packages/render/src/scenes/chart-spread.ts'
import { kindOf } from '../../../packages/render/src/scenes/registry.ts'
import { STYLE_NAMES, timelineOf } from '../drawing/timelines.ts'

type Type = ChartVisual['type']
const chart = (type: Type, points: readonly (readonly [string, number])[], more: object = {}): SceneClip['visual'] => ({
  kind: 'chart',
  headline: 'A chart',
  type,
  points: points.map(([label, value]) => ({ label, value })),
  ...more,
})
const several = (type: Type, values: readonly (readonly number[])[]): SceneClip['visual'] => ({
  kind: 'chart',
  headline: 'A chart',
  type,
  series: values.map((own, order) => ({
    label: `Series ${order + 1}`,
    points: own.map((value, index) => ({ label: `${2000 + index}`, value })),
  })),
})

/** The texts of a visual's only scene, those of the running head left out. */
function textsOf(visual: SceneClip['visual'], style = 'professional', size = { widthPx: 320, heightPx: 180 }) {
  const [stage] = layOut(timelineOf(style, [visual], { ...size, sceneSeconds: 8 })).stages
  return stage!.elements.flatMap((element) => element.texts ?? []).filter(({ box }) => box.y > 150)
}

describe('a chart', () => {
  it.each([
    [chart('bar', [['One', 1]]), 'points: expected at least 2 points (got 1)'],
    [
      chart('pie', [
        ['A', -1],
        ['B', 2],
      ]),
      'a pie needs values of zero and more',
    ],
    [
      chart('pie', [
        ['A', 0],
        ['B', 0],
      ]),
      'a pie needs values of zero and more',
    ],
    [
      chart('bar', [
        ['A', Number.NaN],
        ['B', 2],
      ]),
      'points.0.value',
    ],
    [several('pie', [[1, 2]]), 'a pie shows `points`'],
    [
      several('area', [
        [1, 2],
        [3, -4],
      ]),
      'stacked areas cannot show negative values',
    ],
    [
      several(
        'bar',
        Array.from({ length: 5 }, () => [1, 2, 3, 4, 5]),
      ),
      'at most 24 bars in all (got 25)',
    ],
  ])('is refused with what is wrong: %#', (visual, message) => {
    expect(() => kindOf(visual, 'tracks.scenes.0.visual')).toThrow(message)
  })

  it.each([
    ['all zero', [0, 0, 0]],
    ['all equal', [7, 7, 7]],
    ['huge and tiny', [1e15, 1e-9, -1e15]],
    ['tiny', [1e-7, 2e-7, 3e-7]],
  ])('draws values that are %s at finite places', (_, values) => {
    for (const type of ['bar', 'line', 'area'] as const) {
      const points = values.map((value, index) => [`${2000 + index}`, value] as const)
      for (const { box } of textsOf(chart(type, points))) {
        expect([box.x, box.y, box.width, box.height].every(Number.isFinite), type).toBe(true)
        expect(box.x).toBeGreaterThan(0)
        expect(box.x + box.width).toBeLessThan(1920)
      }
    }
  })

  it.each(STYLE_NAMES)('labels 24 long names and values without overlaps, standing and lying (%s)', (style) => {
    const long = Array.from({ length: 24 }, (_, index) => [`A rather long name ${index}`, 1000 - index * 31.5] as const)
    const years = Array.from({ length: 24 }, (_, index) => [`${2000 + index}`, 123_456 + index * 999] as const)
    for (const visual of [chart('bar', long), chart('bar', years), chart('line', long), chart('area', years)]) {
      for (const size of [
        { widthPx: 320, heightPx: 180 },
        { widthPx: 180, heightPx: 320 },
      ]) {
        const boxes = textsOf(visual, style, size).map(({ box }) => box)
        const pairs = boxes.flatMap((a, index) => boxes.slice(index + 1).map((b) => [a, b] as const))
        const shared = pairs.filter(
          ([a, b]) =>
            Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x) > 2 &&
            Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y) > 2,
        )
        expect(shared).toEqual([])
      }
    }
  })

  it('draws a point when it is spoken of, and those before it no later', () => {
    const visual = chart('bar', [
      ['Aa', 3],
      ['Bb', 2],
      ['Cc', 1],
    ])
    const timeline = timelineOf('professional', [visual], { sceneSeconds: 9 })
    const clip = { ...timeline.tracks.scenes[0]!, cues: { 'points.0': 8, 'points.2': 4 } }
    const [stage] = layOut({ ...timeline, tracks: { ...timeline.tracks, scenes: [clip] } }).stages
    const arrivedAt = (seconds: number) => stage!.elements.filter((element) => element.state(seconds) >= 0).length
    expect(arrivedAt(3)).toBeLessThan(arrivedAt(4.2))
    expect(arrivedAt(4.2)).toBe(arrivedAt(7.9))
  })

  it('stands mirrored in a language that reads from right to left', () => {
    const visual = (one: string, two: string) =>
      chart(
        'bar',
        [
          [one, 10],
          [two, 5],
        ],
        { headline: one },
      )
    const left = textsOf(visual('Coal and gas', 'Wind and Sun'))
    const right = textsOf(visual('الفحم والغاز', 'الرياح والشمس'))
    const widest = (texts: typeof left) => texts.toSorted((a, b) => a.box.x - b.box.x)
    expect(widest(left)[0]!.box.x).toBeLessThan(200)
    expect(Math.max(...right.map(({ box }) => box.x + box.width))).toBeGreaterThan(1920 - 200)
    expect(Math.min(...right.map(({ box }) => box.x))).toBeLessThan(200)
  })

  it('spaces years by their distance', () => {
    const texts = textsOf(
      chart('line', [
        ['1900', 1],
        ['1910', 2],
        ['2000', 3],
      ]),
    )
    const labels = texts
      .filter(({ sizePx }) => sizePx === 32)
      .toSorted((a, b) => b.box.y - a.box.y)
      .slice(0, 3)
    const [first, second, third] = labels.map(({ box }) => box.x + box.width / 2).toSorted((a, b) => a - b)
    expect((third! - second!) / (second! - first!)).toBeGreaterThan(6)
  })

  it('becomes bars where the names of a pie leave no room for a circle', () => {
    const names = Array.from(
      { length: 6 },
      (_, index) => [`A name that is really very long, number ${index}`.slice(0, 40), 10] as const,
    )
    const texts = textsOf(chart('pie', names), 'casual', { widthPx: 180, heightPx: 180 })
    expect(texts.length).toBeGreaterThan(10)
  })
})

describe('valueFormat', () => {
  it.each([
    ['en', [1, 2.5], 2, '2.0'],
    ['de', [1234.5, 2], 1234.5, '1.235'],
    ['en', [1.234e9, 5e6], 1.234e9, '1.23B'],
    ['en', [0.00012, 0.00034], 0.00012, '0.00012'],
    ['en', [-3, 4], -3, '−3'],
    ['en', [1990, 2024], 2024, '2024'],
    ['en', [5e8, 1e-200], 1e-200, '0'],
  ])('%s: writes %j alike', (language, values, value, text) => {
    expect(valueFormat(values, language)(value)).toBe(text)
  })

  it('writes shares in the language’s way, and what is next to nothing as less than one', () => {
    expect(shareFormat('en')(0.374)).toBe('37%')
    expect(shareFormat('en')(0.001)).toBe('<1%')
    expect(shareFormat('de')(0.374)).toMatch(/^37\s%$/)
  })
})

describe('roundScale', () => {
  it('has round ends around all values, and includes zero where sizes are shown', () => {
    expect(roundScale([0.26, 1.28], true).ticks).toEqual([0, 0.5, 1, 1.5])
    expect(roundScale([96, 104], false).ticks).toEqual([95, 100, 105])
    expect(roundScale([-5, 12], false).at(-10)).toBe(0)
  })
})

describe('evenly', () => {
  it('moves things apart without leaving the room', () => {
    const middles = evenly([50, 52, 54], [20, 20, 20], { from: 0, to: 70 })
    expect(middles).toEqual([20, 40, 60])
    expect(evenly([10, 90], [10, 10], { from: 0, to: 100 })).toEqual([10, 90])
  })
})
