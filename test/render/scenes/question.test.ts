import type { Timeline } from '@mavs/core'
import { describe, expect, it } from 'vitest'
import { layOut } from '../../../packages/render/src/drawing/frame-drawer.ts'
import { optionLetters, questionMark } from '../../../packages/render/src/scenes/question-parts.ts'
import { question, QuestionVisual } from '../../../packages/render/src/scenes/question.ts'
import { STYLE_NAMES, timelineOf } from '../drawing/timelines.ts'
import { faultsOf, frames, SIZES } from '../support/scene-faults.ts'

const options = [{ text: 'Mercury' }, { text: 'Saturn' }]
const visualOf = (more: object) => QuestionVisual.parse({ kind: 'question', text: 'Which one floats?', ...more })

const LONG =
  'Suppose that somebody filled a tub that is wide and deep enough for any planet of the solar system, with its rings and all, and let them in one after the other: which one would float?'

const WORDY = ['lightest', 'largest', 'coldest', 'farthest'].map((text) => ({
  text: `The ${text} of all eight planets, however deep the water`,
}))

const withCues = (timeline: Timeline, cues: Record<string, number>): Timeline => {
  const [clip] = timeline.tracks.scenes
  return { ...timeline, tracks: { ...timeline.tracks, scenes: [{ ...clip!, cues }] } }
}

function elementsOf(style: string, more: object, cues: Record<string, number>) {
  const timeline = timelineOf(style, [visualOf(more)], { sceneSeconds: 12 })
  return layOut(withCues(timeline, cues)).stages[0]!.elements
}

describe('a question', () => {
  it('refuses an answer that is none of its options', () => {
    const result = QuestionVisual.safeParse({ kind: 'question', text: 'x', options, answer: { option: 2 } })
    expect(result.error?.issues[0]).toMatchObject({ path: ['answer', 'option'] })
  })

  it.each(STYLE_NAMES)('reveals the answer at its cue: the others fade, the right one is framed (%s)', (style) => {
    const elements = elementsOf(
      style,
      { options, answer: { option: 1 } },
      { answer: 6, 'options.0': 1, 'options.1': 1 },
    )
    const fading = elements.filter(
      (element) => element.state(5.5) >= 0 && element.state(8) - element.state(5.5) === 100,
    )
    const framed = elements.filter((element) => element.state(5.5) < 0 && element.state(8) >= 1)
    expect(fading.flatMap((element) => element.texts ?? [])).toHaveLength(2)
    expect(framed.length).toBeGreaterThanOrEqual(2)
  })

  it.each(STYLE_NAMES)('lets time to think pass evenly from its cue on (%s)', (style) => {
    for (const more of [{ pause: { seconds: 4 } }, { pause: { seconds: 4 }, options }]) {
      const elements = elementsOf(style, more, { pause: 5, 'options.0': 1, 'options.1': 1 })
      const passing = elements.filter(({ state }) => state(4.5) < 0 && Math.abs(state(7.88) - state(5.88) - 0.5) < 0.01)
      expect(passing).toHaveLength(1)
    }
  })

  it('that does not fit is divided: what leads up to it, then the rest with answers and pause', () => {
    const [first, second] = question.split!(
      visualOf({ text: 'Two planets fall into a wide sea. Which one of them floats?', options, pause: { seconds: 3 } }),
      'en',
    )!
    expect(first).toEqual({
      visual: { kind: 'question', text: 'Two planets fall into a wide sea.', options: [] },
      cues: {},
    })
    expect(second.visual).toMatchObject({ text: 'Which one of them floats?', options, pause: { seconds: 3 } })
    expect(Object.keys(second.cues)).toEqual(['answer', 'pause', 'options.0', 'options.1'])
    expect(question.split!(visualOf({ text: 'Why?' }), 'en')).toBeUndefined()
    expect(question.split!(visualOf({ text: 'Which of these two floats?', options }), 'en')).toBeUndefined()
  })

  it('is divided at the phrases of its language', () => {
    const text = '土星は水より軽いのに、どうして海に浮かべることができないのでしょうか'
    const parts = question.split!(visualOf({ text }), 'ja')!
    expect(parts.map(({ visual }) => visual['text'])).toEqual([
      '土星は水より軽いのに、',
      'どうして海に浮かべることができないのでしょうか',
    ])
  })

  it('of many words is asked in two scenes when there is time for them, before the first answer is named', () => {
    const { stages } = layOut(
      withCues(
        timelineOf(
          'professional',
          [visualOf({ text: LONG, options: WORDY, answer: { option: 1 }, pause: { seconds: 2 } })],
          {
            ...SIZES['1:1'],
            sceneSeconds: 14,
          },
        ),
        { 'options.0': 9, 'options.1': 10, answer: 12 },
      ),
    )
    expect(stages).toHaveLength(2)
    expect(stages[1]!.clip.startSeconds).toBeGreaterThan(3)
    expect(stages[1]!.clip.startSeconds).toBeLessThan(9)
    expect(stages[1]!.clip.cues.answer).toBeCloseTo(12 - stages[1]!.clip.startSeconds)
  })

  it.each(STYLE_NAMES)('of many words stays readable and within the frame, in every format (%s)', (style) => {
    const visuals = [options, WORDY, []].map((some) => visualOf({ text: LONG, options: some }))
    expect(frames(style, visuals).flatMap(faultsOf)).toEqual([])
  })

  it('is asked in the marks and letters of its language', () => {
    expect(questionMark('ar')).toBe('؟')
    expect(questionMark('he')).toBe('?')
    expect(optionLetters('fa-IR')[0]).toBe('أ')
    expect(optionLetters('de')[3]).toBe('D')
  })
})
