import type { SceneClip } from '@mavs/core'
import { describe, expect, it } from 'vitest'
import { frameOf } from '../../../packages/render/src/drawing/frame.ts'
import { STYLE_NAMES } from '../drawing/timelines.ts'
import { scenesOf, SHAPES } from './scene-texts.ts'

/** Share of the content's height that texts span at least, from the first one's top to the last one's foot. */
const LEAST_SHARE = 0.6

/** Scenes with little to show, which would leave most of a frame empty if their sizes were those of full ones. */
const SHORT: readonly SceneClip['visual'][] = [
  { kind: 'question', text: 'Is a tomato a fruit or a vegetable?', options: ['A fruit', 'A vegetable'].map(textOf) },
  { kind: 'bullets', headline: 'Two ways to store heat', items: ['Melt salt', 'Pump water up a hill'].map(textOf) },
  { kind: 'checklist', headline: 'Ready to go?', items: ['Keys in the pocket', 'Stove turned off'].map(textOf) },
  {
    kind: 'timeline',
    headline: 'Two dates to remember',
    events: [
      { date: '1969', label: 'People land on the Moon' },
      { date: '1972', label: 'The last ones leave' },
    ],
  },
  {
    kind: 'process',
    headline: 'From sand to glass',
    steps: [{ label: 'Melt', detail: 'At 1,700 °C' }, { label: 'Cool' }],
  },
  { kind: 'code', headline: 'Three lines', code: 'const sum = (a, b) => a + b\nconsole.log(sum(2, 3))\n// 5' },
  { kind: 'chart', headline: 'Energy', type: 'bar', points: [pointOf('Wood', 16), pointOf('Petrol', 46)] },
]

describe.each(SHORT.map((visual) => [visual.kind, visual] as const))('a short scene of the kind %s', (_, visual) => {
  it.each(['wide', 'high', 'square'] as const)('fills its frame (%s)', (shape) => {
    const { content } = frameOf({ format: { ...SHAPES[shape], frameRate: 30 }, burnCaptions: true })
    for (const style of STYLE_NAMES) {
      const boxes = scenesOf(style, visual, shape)
        .stages[0]!.elements.flatMap((element) => element.texts ?? [])
        .map(({ box }) => box)
        .filter(({ y }) => y >= content.y - 2)
      const [top, foot] = [Math.min(...boxes.map(({ y }) => y)), Math.max(...boxes.map(({ y, height }) => y + height))]
      expect((foot - top) / content.height, style).toBeGreaterThan(LEAST_SHARE)
    }
  })
})

function textOf(text: string) {
  return { text }
}

function pointOf(label: string, value: number) {
  return { label, value }
}
