import { describe, expect, it } from 'vitest'
import { arrange } from '../../../packages/agents/src/music/arrangement.ts'
import { compose } from '../../../packages/agents/src/music/compose.ts'
import { frequencyOf } from '../../../packages/agents/src/music/theory.ts'
import { createBiquad, highPass, lowPass } from '../../../packages/render/src/audio/filters.ts'
import { measureLoudness } from '../../../packages/render/src/audio/loudness.ts'
import { request, STYLES, whole } from './pieces.ts'

const RATE = 48_000
const levelDb = (samples: Float32Array) =>
  10 * Math.log10(samples.reduce((sum, value) => sum + value * value, 0) / samples.length)
const largest = (samples: Float32Array) => samples.reduce((peak, value) => Math.max(peak, Math.abs(value)), 0)

/** Energy at a frequency, by the Goertzel algorithm under a Hann window. */
function energyAt(samples: Float32Array, frequencyHz: number): number {
  const turn = (2 * Math.PI * frequencyHz) / RATE
  let [real, imaginary] = [0, 0]
  for (let index = 0; index < samples.length; index++) {
    const value = (samples[index] as number) * (0.5 - 0.5 * Math.cos((2 * Math.PI * index) / samples.length))
    real += value * Math.cos(turn * index)
    imaginary += value * Math.sin(turn * index)
  }
  return real * real + imaginary * imaginary
}

describe.each(STYLES)('the music, %s', async (style) => {
  const asked = request(style)
  const music = await whole(compose(asked))
  const { form, harmony } = arrange(asked)

  it('is stereo, exactly as long as asked, without clipping, offset or clicks', () => {
    for (const samples of [music.left, music.right]) {
      expect(samples.length).toBe(24 * RATE)
      expect(samples.every(Number.isFinite)).toBe(true)
      expect(largest(samples)).toBeLessThanOrEqual(0.8)
      expect(Math.abs(samples.reduce((sum, value) => sum + value, 0) / samples.length)).toBeLessThan(1e-4)
      const steps = samples.map((value, index) => value - (samples[index - 1] ?? 0))
      expect(largest(steps)).toBeLessThan(0.3)
    }
    expect(music.left).not.toEqual(music.right)
  })

  it('begins softly and has rung out at its last sample', () => {
    for (const samples of [music.left, music.right]) {
      expect(Math.abs(samples[0] as number)).toBeLessThan(1e-4)
      expect(Math.abs(samples.at(-1) as number)).toBeLessThan(1e-4)
      expect(levelDb(samples.subarray(-RATE / 20))).toBeLessThan(-55)
      expect(levelDb(samples.subarray(RATE / 2, RATE * 2))).toBeGreaterThan(-40)
    }
  })

  it('is level enough to lie under a voice', () => {
    expect(measureLoudness(music.left, music.right, RATE).integratedLufs).toBeGreaterThan(-24)
    const windows: number[] = []
    for (let from = 0; from + 4 * RATE <= form.bars * form.barSeconds * RATE; from += 2 * RATE) {
      const part = (samples: Float32Array) => samples.subarray(from, from + 4 * RATE)
      windows.push(measureLoudness(part(music.left), part(music.right), RATE).integratedLufs)
    }
    expect(Math.max(...windows) - Math.min(...windows)).toBeLessThan(6)
  })

  it('leaves the voice its room: little under 80 Hz and above 2 kHz', () => {
    const filtered = (...designs: Parameters<typeof createBiquad>[0][]) => {
      const samples = music.left.slice()
      for (const design of designs) createBiquad(design).process(samples)
      return levelDb(samples)
    }
    const whole = levelDb(music.left)
    expect(filtered(highPass(2000, RATE), highPass(2000, RATE)) - whole).toBeLessThan(-9)
    expect(filtered(lowPass(80, RATE), lowPass(80, RATE)) - whole).toBeLessThan(style === 'entertainment' ? -2.5 : -8)
  })

  it('rings out on the tonic chord', () => {
    const from = Math.round((form.bars * form.barSeconds + 0.9) * RATE)
    const ring = music.left.subarray(from, from + RATE)
    const chroma = Array.from({ length: 12 }, (_, pitchClass) =>
      [48, 60, 72].reduce((sum, octave) => sum + energyAt(ring, frequencyOf(octave + pitchClass)), 0),
    )
    const sum = (inside: boolean) =>
      chroma.reduce(
        (total, energy, pitch) => total + (harmony.last.pitchClasses.includes(pitch) === inside ? energy : 0),
        0,
      )
    expect(sum(true) / sum(false)).toBeGreaterThan(10)
  })
})

describe('the beat', () => {
  it('of the driving mood comes back with every beat', async () => {
    const asked = request('entertainment')
    const { form } = arrange(asked)
    const { left } = await whole(compose(asked))
    const hop = RATE / 200
    const from = Math.round(form.barSeconds * 4 * RATE)
    const low = left.slice(from, from + 8 * RATE)
    createBiquad(lowPass(110, RATE)).process(low)
    const energies = Array.from({ length: Math.floor(low.length / hop) }, (_, index) =>
      low.subarray(index * hop, (index + 1) * hop).reduce((sum, value) => sum + value * value, 0),
    )
    const onsets = energies.map((energy, index) => Math.max(0, energy - (energies[index - 1] ?? energy)))
    const match = (lag: number) => onsets.reduce((sum, onset, index) => sum + onset * (onsets[index + lag] ?? 0), 0)
    const beat = Math.round((form.barSeconds / 4) * 200)
    const onBeat = Math.max(match(beat - 1), match(beat), match(beat + 1))
    for (const wrong of [0.7, 0.85, 1.15, 1.3]) expect(onBeat).toBeGreaterThan(2 * match(Math.round(beat * wrong)))
  })
})

describe('composing', () => {
  it('gives the same samples for the same request and others for another seed', async () => {
    const first = await whole(compose(request('casual', 12)))
    expect((await whole(compose(request('casual', 12)))).left).toEqual(first.left)
    expect((await whole(compose(request('casual', 12, 6)))).left).not.toEqual(first.left)
  })

  it.each([5, 10.5, 61.7])('is exact to the sample at %d s', async (durationSeconds) => {
    expect((await whole(compose(request('documentary', durationSeconds)))).left.length).toBe(
      Math.round(durationSeconds * RATE),
    )
  })
})
