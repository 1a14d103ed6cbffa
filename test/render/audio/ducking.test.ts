import { describe, expect, it } from 'vitest'
import { createDucking } from '../../../packages/render/src/audio/ducking.ts'

const levels = { underSpeechDb: -20, openDb: -8 }
const span = (startSeconds: number, endSeconds: number) => ({ startSeconds, endSeconds })

/** The planned gain every 10 ms. */
function curve(spans: readonly ReturnType<typeof span>[], untilSeconds: number): number[] {
  const ducking = createDucking(spans, levels)
  return Array.from({ length: Math.round(untilSeconds * 100) }, (_, index) => ducking.gainDb(index / 100))
}

describe('ducking', () => {
  it('is down before the first word and stays down to the last', () => {
    const gains = curve([span(2, 5)], 8)
    expect(gains[0]).toBe(-8)
    expect(gains.slice(195, 500).every((gain) => gain === -20)).toBe(true)
    expect(gains.at(-1)).toBe(-8)
  })

  it('does not come up at all in pauses shorter than 1.4 s', () => {
    const gains = curve([span(0.5, 2), span(2.7, 3.4), span(4.79, 6)], 6)
    expect(gains.slice(50, 600).every((gain) => gain === -20)).toBe(true)
  })

  it('comes up the further, the longer a pause lasts', () => {
    const highest = [1.6, 2, 2.7, 4].map((pause) =>
      Math.max(...curve([span(1, 3), span(3 + pause, 9)], 9).slice(100, 800)),
    )
    expect(highest).toEqual(highest.toSorted((a, b) => a - b))
    expect(highest[0]).toBeLessThan(-18)
    expect(highest[3]).toBeCloseTo(-8, 1)
  })

  it('never moves faster than 0.4 dB in 10 ms', () => {
    const gains = curve([span(0.5, 3), span(4, 6), span(8.5, 9), span(13, 14)], 20)
    const steps = gains.slice(1).map((gain, index) => Math.abs(gain - (gains[index] ?? 0)))
    expect(Math.max(...steps)).toBeLessThan(0.4)
  })

  it('leaves music alone when nobody speaks', () => {
    expect(new Set(curve([], 5))).toEqual(new Set([-8]))
  })
})
