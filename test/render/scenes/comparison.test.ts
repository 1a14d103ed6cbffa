import { describe, expect, it } from 'vitest'
import { comparison, ComparisonVisual } from '../../../packages/render/src/scenes/comparison.ts'
import { STYLE_NAMES } from '../drawing/timelines.ts'
import { scenesOf, textsBelow, type SHAPES } from './scene-texts.ts'

const visual = ComparisonVisual.parse({
  kind: 'comparison',
  headline: 'Weather or climate?',
  left: { label: 'Weather', icon: 'cloud-rain', points: ['Hours and days', 'One place'] },
  right: { label: 'Climate', icon: 'thermometer', points: ['Decades', 'Whole regions'] },
})
const LONG = 'A point that says far more than anybody would want to read while somebody else is talking about it'
const wordy = ComparisonVisual.parse({
  ...visual,
  left: { ...visual.left, points: [LONG, LONG, LONG, LONG] },
  right: { ...visual.right, points: [LONG, LONG, LONG] },
})

/** Both names, the first texts of their sides. */
function namesIn(style: string, shape: keyof typeof SHAPES) {
  const texts = textsBelow(scenesOf(style, visual, shape).stages[0]!)
  return [texts[0]!.box, texts[3]!.box] as const
}

describe('a comparison', () => {
  it.each(STYLE_NAMES)('has its sides beside each other, and one above the other in a high frame (%s)', (style) => {
    for (const shape of ['wide', 'square'] as const) {
      const [left, right] = namesIn(style, shape)
      expect(right.x).toBeGreaterThan(left.x + left.width)
      expect(right.y).toBeCloseTo(left.y, 0)
    }
    const [above, below] = namesIn(style, 'high')
    expect(below.y).toBeGreaterThan(above.y + 200)
    expect(below.x).toBeCloseTo(above.x, 0)
  })

  it('sets the points of both sides in one size', () => {
    const texts = textsBelow(scenesOf('educational', visual).stages[0]!)
    expect(new Set([1, 2, 4, 5].map((index) => texts[index]!.sizePx)).size).toBe(1)
  })

  it('shows its sides one after the other when both do not fit, and halves of a side after that', () => {
    const [left, right] = comparison.split!(wordy, 'en')!
    expect(left).toMatchObject({ visual: { only: 'left' }, cues: { left: 'left' } })
    expect(right).toMatchObject({ visual: { only: 'right' }, cues: { right: 'right' } })
    const [first, second] = comparison.split!(ComparisonVisual.parse(right.visual), 'en')!
    expect(first).toMatchObject({ visual: { right: { points: { length: 2 } } }, cues: { right: 'right' } })
    expect(second).toMatchObject({ visual: { right: { points: { length: 1 } } }, cues: {} })
    const { stages, warnings } = scenesOf('entertainment', wordy, 'square', { sceneSeconds: 24 })
    expect(stages.length).toBeGreaterThan(1)
    expect(warnings).toEqual([])
  })

  it('can’t divide a side with a single point', () => {
    expect(
      comparison.split!({ ...visual, only: 'left', left: { ...visual.left, points: ['One'] } }, 'en'),
    ).toBeUndefined()
  })
})
