import { describe, expect, it } from 'vitest'
import { bullets, BulletsVisual } from '../../../packages/render/src/scenes/bullets.ts'
import { roman } from '../../../packages/render/src/scenes/numbering.ts'
import { STYLE_NAMES } from '../drawing/timelines.ts'
import { scenesOf, textsBelow } from './scene-texts.ts'

const LONG = 'Warm water expands, and meltwater from the ice sheets adds to it every single year that passes'
const listOf = (texts: readonly string[], icon?: string) =>
  BulletsVisual.parse({ kind: 'bullets', headline: 'Why the sea rises', items: texts.map((text) => ({ text, icon })) })

describe('a list of points', () => {
  it.each(STYLE_NAMES)('sets all its points in one size, below one another (%s)', (style) => {
    const [stage] = scenesOf(style, listOf(['Light', 'Water from the roots', 'Carbon dioxide'], 'sun')).stages
    const sizes = textsBelow(stage!).map(({ sizePx }) => sizePx)
    const common = sizes.filter((size) => sizes.filter((other) => other === size).length >= 3)
    expect(common.length).toBeGreaterThanOrEqual(3)
    const points = textsBelow(stage!).filter(({ sizePx, box }) => sizePx === Math.max(...common) && box.width > 100)
    expect(points.map(({ box }) => box.y)).toEqual(points.map(({ box }) => box.y).toSorted((a, b) => a - b))
  })

  it('goes on in a second scene rather than shorten its points, with numbers that go on as well', () => {
    const { stages, warnings } = scenesOf('casual', listOf([LONG, LONG, LONG, LONG, LONG]), 'square', {
      sceneSeconds: 20,
    })
    expect(stages.length).toBeGreaterThan(1)
    expect(warnings).toEqual([])
    const [first, second] = bullets.split!(listOf([LONG, LONG, LONG, LONG, LONG]), 'en')!
    expect([first.visual, second.visual]).toMatchObject([
      { firstNumber: 1, items: { length: 3 } },
      { firstNumber: 4, items: { length: 2 } },
    ])
  })

  it('stays one scene while there is no time for two, at smaller sizes', () => {
    const { stages } = scenesOf('casual', listOf(Array.from({ length: 5 }, () => LONG)), 'wide', { sceneSeconds: 3 })
    expect(stages).toHaveLength(1)
  })

  it('shows large the icon of the point that is spoken of, one after the other', () => {
    const visual = BulletsVisual.parse({
      kind: 'bullets',
      headline: 'Two things',
      items: [
        { text: 'The Moon', icon: 'moon' },
        { text: 'The Sun', icon: 'sun' },
      ],
    })
    const cues = { 'items.0': 1, 'items.1': 6 }
    const [stage] = scenesOf('professional', visual, 'wide', { cues }).stages
    const large = stage!.elements.filter(
      ({ box, texts }) => texts === undefined && box.height > 200 && box.x + box.width < 660,
    )
    const states = large.map((element) => [5, 8].map((seconds) => element.state(seconds) >= 0))
    expect(states).toEqual([
      [true, false],
      [false, true],
    ])
  })

  it('is mirrored for languages that are read from right to left', () => {
    const [latin] = scenesOf('documentary', listOf(['Light', 'Water'])).stages
    const arabic = BulletsVisual.parse({
      kind: 'bullets',
      headline: 'كيف يرتفع البحر',
      items: [{ text: 'الضوء' }, { text: 'الماء' }],
    })
    const [mirrored] = scenesOf('documentary', arabic).stages
    const middle = 960
    expect(Math.min(...textsBelow(latin!).map(({ box }) => box.x))).toBeGreaterThan(middle / 2)
    expect(Math.max(...textsBelow(mirrored!).map(({ box }) => box.x + box.width))).toBeLessThan(middle * 1.5)
  })
})

describe('Roman numerals', () => {
  it.each([
    [1, 'I'],
    [4, 'IV'],
    [9, 'IX'],
    [14, 'XIV'],
    [40, 'XL'],
    [999, 'CMXCIX'],
  ])('write %i as %s', (number, numeral) => {
    expect(roman(number)).toBe(numeral)
  })
})
