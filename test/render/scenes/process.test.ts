import { describe, expect, it } from 'vitest'
import { process as processKind, ProcessVisual } from '../../../packages/render/src/scenes/process.ts'
import { STYLE_NAMES } from '../drawing/timelines.ts'
import { scenesOf, textsBelow, type SHAPES } from './scene-texts.ts'

const NAMES = ['Rain', 'Roots', 'Leaves', 'Clouds', 'Wind', 'Snow']
const stepsOf = (count: number, cyclic: boolean, names: readonly string[] = NAMES) =>
  ProcessVisual.parse({
    kind: 'process',
    headline: names[0] === 'Rain' ? 'A forest waters itself' : 'دورة الماء لا تتوقف',
    cyclic,
    steps: names.slice(0, count).map((label) => ({ label, icon: 'leaf' })),
  })

/** The middles of all names, which are the only texts of steps with icons. */
function placesOf(style: string, visual: ProcessVisualOutput, shape: keyof typeof SHAPES) {
  const [stage] = scenesOf(style, visual, shape).stages
  return textsBelow(stage!).map(({ box }) => ({ x: box.x + box.width / 2, y: box.y + box.height / 2 }))
}
type ProcessVisualOutput = ReturnType<typeof ProcessVisual.parse>

describe('a process', () => {
  it.each(STYLE_NAMES)('runs across a wide frame and down the others (%s)', (style) => {
    const across = placesOf(style, stepsOf(4, false), 'wide')
    expect(across.map(({ x }) => x)).toEqual(across.map(({ x }) => x).toSorted((a, b) => a - b))
    expect(Math.max(...across.map(({ y }) => y)) - Math.min(...across.map(({ y }) => y))).toBeLessThan(1)
    const down = placesOf(style, stepsOf(3, false), 'high')
    expect(down.map(({ y }) => y)).toEqual(down.map(({ y }) => y).toSorted((a, b) => a - b))
  })

  it('goes on with its numbers in a second scene, where half a circle is a row', () => {
    const [first, second] = processKind.split!(stepsOf(5, true), 'en')!
    expect(first.visual).toMatchObject({ cyclic: false, firstNumber: 1, steps: { length: 3 } })
    expect(second.visual).toMatchObject({ cyclic: false, firstNumber: 4, steps: { length: 2 } })
    expect(ProcessVisual.parse(second.visual)).toBeDefined()
  })

  it('keeps every word of six detailed steps in any format when there is time to', () => {
    const detail = 'Experts are heard, details change, and everybody has their say before the vote'
    const visual = ProcessVisual.parse({
      kind: 'process',
      headline: 'How a law is made',
      steps: NAMES.map((label) => ({ label, detail })),
    })
    for (const shape of ['wide', 'high', 'square'] as const) {
      expect(scenesOf('casual', visual, shape, { sceneSeconds: 30 }).warnings).toEqual([])
    }
  })
})

describe('a cycle', () => {
  it.each([2, 3, 4, 5, 6])('of %i steps goes around clockwise, in wide and in square frames', (count) => {
    for (const shape of ['wide', 'square'] as const) {
      if (shape === 'square' && count > 4) continue
      const places = placesOf('educational', stepsOf(count, true), shape)
      expect(places).toHaveLength(count)
      if (count > 2) expect(turnOf(places)).toBeGreaterThan(0)
    }
  })

  it('goes around the other way where one reads from right to left', () => {
    const arabic = ['التبخر', 'الغيوم', 'المطر', 'الأنهار']
    for (const shape of ['wide', 'square'] as const) {
      expect(turnOf(placesOf('educational', stepsOf(4, true, arabic), shape))).toBeLessThan(0)
    }
  })

  it('comes back to its first step: it has as many arrows as steps', () => {
    const arrowsOf = (cyclic: boolean) => {
      const [stage] = scenesOf('educational', stepsOf(4, cyclic), 'wide').stages
      return stage!.elements.length
    }
    expect(arrowsOf(true)).toBe(arrowsOf(false) + 1)
  })
})

/** Twice the area within the places: positive when they run clockwise on the screen. */
const turnOf = (places: readonly { x: number; y: number }[]): number =>
  places.reduce((sum, { x, y }, index) => {
    const next = places[(index + 1) % places.length]!
    return sum + x * next.y - next.x * y
  }, 0)
