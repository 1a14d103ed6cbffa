import { describe, expect, it } from 'vitest'
import { arrange } from '../../../packages/agents/src/music/arrangement.ts'
import { MOODS } from '../../../packages/agents/src/music/moods.ts'
import type { Note } from '../../../packages/agents/src/music/note.ts'
import { clash, SCALES } from '../../../packages/agents/src/music/theory.ts'
import { request, STYLES } from './pieces.ts'

const PERCUSSION = new Set(['kick', 'shaker', 'hat', 'snap', 'clap'])
const pitched = (notes: readonly Note[]) => notes.filter((note) => !PERCUSSION.has(note.instrument))
const overlap = (a: Note, b: Note) =>
  Math.min(a.startSeconds + a.durationSeconds, b.startSeconds + b.durationSeconds) -
  Math.max(a.startSeconds, b.startSeconds)

describe.each(STYLES)('an arrangement, %s', (style) => {
  const pieces = [1, 2, 3].map((seed) => arrange(request(style, 48, seed)))

  it('never holds two notes a semitone apart', () => {
    for (const { notes } of pieces) {
      const tones = pitched(notes)
      const rubs = tones.flatMap((a, index) =>
        tones.slice(index + 1).filter((b) => clash(a.pitch, b.pitch) && overlap(a, b) > 0.06),
      )
      expect(rubs).toEqual([])
    }
  })

  it('stays in its key', () => {
    for (const { notes, harmony } of pieces) {
      const scale: readonly number[] = SCALES[harmony.key.scale]
      for (const note of pitched(notes)) expect(scale).toContain((note.pitch - harmony.key.tonic + 120) % 12)
    }
  })

  it('ends on the tonic, root in the bass, let go early enough to ring out', () => {
    for (const { notes, harmony, form } of pieces) {
      const ending = pitched(notes).filter((note) => note.startSeconds >= form.bars * form.barSeconds - 1e-9)
      const lowest = ending.reduce((low, note) => (note.pitch < low.pitch ? note : low))
      expect(lowest.pitch % 12).toBe(harmony.key.tonic)
      for (const note of ending) {
        expect(harmony.last.pitchClasses).toContain(note.pitch % 12)
        const left = form.durationSeconds - note.startSeconds - note.durationSeconds
        expect(left).toBeGreaterThan(1)
        expect(left).toBeLessThan(3)
      }
      expect(new Set(ending.map((note) => note.pitch % 12)).size).toBeGreaterThanOrEqual(3)
    }
  })

  it('keeps every layer of its mood for some part of a long piece', () => {
    const played = new Set(arrange(request(style, 180)).notes.map((note) => note.instrument))
    expect(MOODS[style].layers.filter((layer) => !played.has(layer.instrument))).toEqual([])
  })

  it('sings by small intervals', () => {
    const melody = MOODS[style].layers.find((layer) => layer.kind === 'melody')
    const level = melody?.level ?? 0
    for (const { notes, form } of pieces) {
      const tune = notes.filter(
        (note) =>
          note.instrument === melody?.instrument &&
          note.pan === melody.pan &&
          note.level > level * 0.5 &&
          note.startSeconds < form.bars * form.barSeconds,
      )
      const leaps = tune.slice(1).map((note, index) => Math.abs(note.pitch - (tune[index]?.pitch ?? note.pitch)))
      expect(leaps.filter((leap) => leap <= 5).length / leaps.length).toBeGreaterThan(0.7)
      expect(Math.max(...leaps)).toBeLessThanOrEqual(12)
    }
  })

  it('differs from seed to seed and not from call to call', () => {
    expect(arrange(request(style, 48, 1))).toEqual(pieces[0])
    expect(arrange(request(style, 48, 2)).notes).not.toEqual(pieces[0]?.notes)
  })
})

describe('scene marks', () => {
  it('are single bells close to where scenes begin', () => {
    const sceneStarts = [0, 7, 15.2, 15.9, 22]
    const bells = arrange(request('casual', 30, 4, sceneStarts)).notes.filter((note) => note.instrument === 'bell')
    expect(bells.length).toBeGreaterThan(0)
    for (const bell of bells) {
      expect(Math.min(...sceneStarts.map((start) => Math.abs(start - bell.startSeconds)))).toBeLessThanOrEqual(0.16)
    }
  })
})
