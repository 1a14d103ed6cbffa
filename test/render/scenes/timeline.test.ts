import { describe, expect, it } from 'vitest'
import { timeline, TimelineVisual } from '../../../packages/render/src/scenes/timeline.ts'
import { STYLE_NAMES } from '../drawing/timelines.ts'
import { scenesOf, textsBelow, type SHAPES } from './scene-texts.ts'

const eventsOf = (count: number, label = 'A step into space') =>
  TimelineVisual.parse({
    kind: 'timeline',
    headline: 'The road to the Moon',
    events: Array.from({ length: count }, (_, index) => ({ date: String(1957 + index * 4), label })),
  })

/** The boxes of dates and of labels, in the order of the events. */
function boxesOf(style: string, visual: ReturnType<typeof eventsOf>, shape: keyof typeof SHAPES) {
  const texts = textsBelow(scenesOf(style, visual, shape).stages[0]!)
  return {
    dates: texts.filter((_, index) => index % 2 === 0).map(({ box }) => box),
    labels: texts.filter((_, index) => index % 2 === 1).map(({ box }) => box),
  }
}

const isAscending = (values: readonly number[]) =>
  values.every((value, index) => index === 0 || value > values[index - 1]!)

describe('a timeline', () => {
  it.each(STYLE_NAMES)('runs across a wide frame, dates above the line and labels below it (%s)', (style) => {
    const { dates, labels } = boxesOf(style, eventsOf(4), 'wide')
    expect(isAscending(dates.map(({ x }) => x))).toBe(true)
    const line = Math.max(...dates.map(({ y, height }) => y + height))
    expect(labels.every(({ y }) => y > line + 50)).toBe(true)
  })

  it('puts many events by turns above and below the line, each as wide as two', () => {
    const { dates } = boxesOf('professional', eventsOf(6), 'wide')
    expect(isAscending(dates.map(({ x }) => x))).toBe(true)
    const [above, below] = [dates.filter((_, index) => index % 2 === 0), dates.filter((_, index) => index % 2 === 1)]
    expect(Math.max(...above.map(({ y }) => y))).toBeLessThan(Math.min(...below.map(({ y }) => y)) - 100)
  })

  it.each(['high', 'square'] as const)('runs down a frame that is %s', (shape) => {
    const { dates } = boxesOf('casual', eventsOf(4), shape)
    expect(isAscending(dates.map(({ y }) => y))).toBe(true)
  })

  it('goes on in a second scene rather than shorten what happened', () => {
    const label = 'Two computers of two universities exchange two letters of a word, and then one of them crashes'
    const { stages, warnings } = scenesOf('documentary', eventsOf(6, label), 'square', { sceneSeconds: 20 })
    expect(stages.length).toBeGreaterThan(1)
    expect(warnings).toEqual([])
    const [first, second] = timeline.split!(eventsOf(5), 'en')!
    expect([first.visual, second.visual]).toMatchObject([{ events: { length: 3 } }, { events: { length: 2 } }])
  })
})
