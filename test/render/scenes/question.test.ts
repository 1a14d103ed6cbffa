import { describe, expect, it } from 'vitest'
import { layOut } from '../../../packages/render/src/drawing/frame-drawer.ts'
import { optionLetters, questionMark } from '../../../packages/render/src/scenes/question-parts.ts'
import { QuestionVisual } from '../../../packages/render/src/scenes/question.ts'
import { STYLE_NAMES, timelineOf } from '../drawing/timelines.ts'

const options = [{ text: 'Mercury' }, { text: 'Saturn' }]
const visualOf = (more: object) => QuestionVisual.parse({ kind: 'question', text: 'Which one floats?', ...more })

function elementsOf(style: string, more: object, cues: Record<string, number>) {
  const timeline = timelineOf(style, [visualOf(more)], { sceneSeconds: 12 })
  const [clip] = timeline.tracks.scenes
  return layOut({ ...timeline, tracks: { ...timeline.tracks, scenes: [{ ...clip!, cues }] } }).stages[0]!.elements
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

  it('is asked in the marks and letters of its language', () => {
    expect(questionMark('ar')).toBe('؟')
    expect(questionMark('he')).toBe('?')
    expect(optionLetters('fa-IR')[0]).toBe('أ')
    expect(optionLetters('de')[3]).toBe('D')
  })
})
