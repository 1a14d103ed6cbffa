import { describe, expect, it } from 'vitest'
import { planForm } from '../../../packages/agents/src/music/form.ts'
import { MOODS } from '../../../packages/agents/src/music/moods.ts'
import { STYLES } from './pieces.ts'

const durations = [
  ...Array.from({ length: 111 }, (_, index) => index + 10),
  10.4,
  33.37,
  127.5,
  180,
  241,
  300,
  433,
  600,
]

describe('the form of a piece', () => {
  it.each(STYLES)('has at least a bar and a ring-out in five seconds, and fits an hour: %s', (style) => {
    for (const durationSeconds of [5, 5.5, 6.3, 7, 8, 9, 1800, 3599.96, 3600]) {
      const { bars, barSeconds } = planForm(durationSeconds, MOODS[style])
      expect(bars).toBeGreaterThanOrEqual(1)
      const ring = durationSeconds - bars * barSeconds
      expect(ring, `ring at ${durationSeconds} s`).toBeGreaterThanOrEqual(1.5)
      expect(ring, `ring at ${durationSeconds} s`).toBeLessThanOrEqual(5.2)
    }
  })

  it.each(STYLES)('fits whole bars and a last chord of 2.2 to 5.2 s into any duration: %s', (style) => {
    const { tempo } = MOODS[style]
    for (const durationSeconds of durations) {
      const { bars, barSeconds, beatsPerMinute } = planForm(durationSeconds, MOODS[style])
      const ring = durationSeconds - bars * barSeconds
      expect(ring, `ring at ${durationSeconds} s`).toBeGreaterThanOrEqual(2.2)
      expect(ring, `ring at ${durationSeconds} s`).toBeLessThanOrEqual(5.2)
      expect(beatsPerMinute, `tempo at ${durationSeconds} s`).toBeGreaterThanOrEqual(tempo.low * 0.9)
      expect(beatsPerMinute, `tempo at ${durationSeconds} s`).toBeLessThanOrEqual(tempo.high * 1.1)
    }
  })

  it.each(STYLES)('has sections that follow each other and end in a cadence: %s', (style) => {
    for (const durationSeconds of durations) {
      const { bars, sections } = planForm(durationSeconds, MOODS[style])
      let next = 0
      for (const section of sections) {
        expect(section.firstBar).toBe(next)
        next += section.bars
      }
      expect(next).toBe(bars)
      expect(sections.at(-1)?.kind).toBe('cadence')
    }
  })

  it('begins with an intro and brings contrasts once there is time for them', () => {
    const kinds = planForm(120, MOODS.professional).sections.map((section) => section.kind)
    expect(kinds[0]).toBe('intro')
    expect(kinds).toContain('contrast')
    expect(kinds.at(-2)).toBe('theme')
  })
})
