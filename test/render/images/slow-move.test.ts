import { describe, expect, it } from 'vitest'
import { MOVES, windowAt, type SlowMove } from '../../../packages/render/src/images/slow-move.ts'

const PICTURE = { width: 1600, height: 1067 }
const WINDOWS = [
  { width: 1920, height: 1080 },
  { width: 1080, height: 1920 },
  { width: 700, height: 700 },
]
const FOCUSES = [
  { x: 0.5, y: 0.5 },
  { x: 0.02, y: 0.98 },
  { x: 0.7, y: 0.1 },
]
const TIMES = Array.from({ length: 181 }, (_, frame) => frame / 30)

const moveOf = (kind: SlowMove['kind'], focus = FOCUSES[0]!): SlowMove => ({ kind, amount: 0.04, seconds: 6, focus })

describe.each(MOVES)('the slow move %s', (kind) => {
  it.each(WINDOWS)('stays inside the picture and keeps the focus in view ($width × $height)', (window) => {
    for (const focus of FOCUSES) {
      for (const seconds of [-1, ...TIMES, 20]) {
        const part = windowAt(moveOf(kind, focus), PICTURE, window, seconds)
        expect(part.x).toBeGreaterThanOrEqual(-1e-9)
        expect(part.y).toBeGreaterThanOrEqual(-1e-9)
        expect(part.x + part.width).toBeLessThanOrEqual(PICTURE.width + 1e-9)
        expect(part.y + part.height).toBeLessThanOrEqual(PICTURE.height + 1e-9)
        expect(part.width / part.height).toBeCloseTo(window.width / window.height, 9)
        expect(within(focus.x * PICTURE.width, part.x, part.width)).toBe(true)
        expect(within(focus.y * PICTURE.height, part.y, part.height)).toBe(true)
      }
    }
  })

  it('goes at an even speed, in fractions of a pixel, by 4 % in all', () => {
    const parts = TIMES.map((seconds) => windowAt(moveOf(kind), PICTURE, WINDOWS[0]!, seconds))
    for (const side of ['x', 'y', 'width'] as const) {
      const steps = parts.slice(1).map((part, index) => part[side] - parts[index]![side])
      expect(Math.max(...steps) - Math.min(...steps)).toBeLessThan(1e-9)
      expect(Math.abs(steps[0]!)).toBeLessThan(1)
    }
    const [first, last] = [parts[0]!, parts.at(-1)!]
    const zoom = Math.abs(last.width - first.width) / PICTURE.width
    const pan = Math.max(Math.abs(last.x - first.x) / PICTURE.width, Math.abs(last.y - first.y) / first.height)
    const expected = { in: [0.04, 0.02], out: [0.04, 0.02], still: [0, 0] }[kind as string] ?? [0, 0.04]
    expect(zoom).toBeCloseTo(expected[0]!, 3)
    expect(pan).toBeCloseTo(expected[1]!, 2)
  })
})

const within = (point: number, start: number, length: number): boolean =>
  point >= start - 1e-9 && point <= start + length + 1e-9
