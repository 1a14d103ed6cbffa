import { describe, expect, it } from 'vitest'
import { MOODS } from '../../../packages/agents/src/music/moods.ts'
import { buildChord, clash, frequencyOf, nearestPitch, voiceChord } from '../../../packages/agents/src/music/theory.ts'

describe('harmony', () => {
  it('tunes the concert A to 440 Hz and an octave to twice that', () => {
    expect(frequencyOf(69)).toBe(440)
    expect(frequencyOf(81)).toBe(880)
  })

  it('spells chords of the key', () => {
    expect(buildChord({ tonic: 0, scale: 'major' }, 4, 'triad').pitchClasses).toEqual([7, 11, 2])
    expect(buildChord({ tonic: 9, scale: 'minor' }, 0, 'triad').pitchClasses).toEqual([9, 0, 4])
    expect(buildChord({ tonic: 2, scale: 'dorian' }, 3, 'seventh').pitchClasses).toEqual([7, 11, 2, 5])
  })

  it('leaves out sevenths and ninths that would rub', () => {
    expect(buildChord({ tonic: 0, scale: 'major' }, 0, 'seventh').pitchClasses).toEqual([0, 4, 7])
    expect(buildChord({ tonic: 0, scale: 'major' }, 2, 'ninth').pitchClasses).toEqual([4, 7, 11])
    expect(buildChord({ tonic: 0, scale: 'major' }, 0, 'ninth').pitchClasses).toEqual([0, 4, 7, 2])
  })

  it('has no semitone inside any chord of any mood', () => {
    for (const mood of Object.values(MOODS)) {
      for (const degree of [0, 1, 2, 3, 4, 5, 6]) {
        const { pitchClasses } = buildChord({ tonic: 0, scale: mood.scale }, degree, mood.colour)
        expect(pitchClasses.some((a) => pitchClasses.some((b) => clash(a, b)))).toBe(false)
      }
    }
  })

  it('finds the nearest pitch of a class in either direction', () => {
    expect([nearestPitch(0, 61), nearestPitch(0, 58), nearestPitch(11, 60)]).toEqual([60, 60, 59])
  })

  it('leads voices by small steps and keeps every note of the chord', () => {
    const key = { tonic: 0, scale: 'major' } as const
    const range = { low: 54, high: 74 }
    let previous: number[] | undefined
    for (const degree of [0, 4, 5, 3, 1, 4, 0, 2, 3, 0]) {
      const chord = buildChord(key, degree, 'triad')
      const voicing = voiceChord(chord, previous, range)
      expect(new Set(voicing.map((pitch) => pitch % 12))).toEqual(new Set(chord.pitchClasses))
      expect(Math.min(...voicing)).toBeGreaterThanOrEqual(range.low)
      expect(Math.max(...voicing)).toBeLessThanOrEqual(range.high + 3)
      for (const [voice, pitch] of voicing.entries()) {
        if (previous) expect(Math.abs(pitch - (previous[voice] ?? 0))).toBeLessThanOrEqual(5)
      }
      previous = voicing
    }
  })
})
