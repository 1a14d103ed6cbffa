import { describe, expect, it } from 'vitest'
import { createResampler, resample } from '../../../packages/render/src/audio/resample.ts'
import { signal, sine } from './signals.ts'

/** The worst difference between a resampled tone and the same tone made at the new rate, in dB under full scale. */
function toneErrorDb(frequencyHz: number, fromHz: number, toHz: number): number {
  const output = resample(signal(0.5, fromHz, sine(frequencyHz, 0)), fromHz, toHz)
  const ideal = signal(0.5, toHz, sine(frequencyHz, 0))
  const margin = Math.round(toHz * 0.02)
  let worst = 0
  for (let index = margin; index < output.length - margin; index++) {
    worst = Math.max(worst, Math.abs((output[index] as number) - (ideal[index] as number)))
  }
  return 20 * Math.log10(worst)
}

describe('the resampler', () => {
  it.each([
    [1000, 16_000, 48_000],
    [6000, 16_000, 48_000],
    [5000, 22_050, 48_000],
    [9000, 44_100, 48_000],
    [9000, 96_000, 48_000],
    [3000, 11_025, 48_000],
  ])('keeps a tone of %i Hz from %i to %i Hz in place and in level', (frequencyHz, fromHz, toHz) => {
    expect(toneErrorDb(frequencyHz, fromHz, toHz)).toBeLessThan(-75)
  })

  it('lets nothing fold back when the rate goes down', () => {
    const output = resample(signal(0.5, 96_000, sine(30_000, 0)), 96_000, 48_000)
    expect(Math.max(...output.subarray(1000, -1000).map(Math.abs))).toBeLessThan(10 ** (-75 / 20))
  })

  it('gives the same samples in blocks of any size, and neither more nor fewer than the length asks for', () => {
    const input = signal(0.3, 22_050, sine(700, -3))
    const whole = resample(input, 22_050, 48_000)
    const resampler = createResampler(22_050, 48_000)
    const pieces: number[] = []
    for (let from = 0, size = 1; from < input.length; from += size, size = (size * 7) % 997) {
      pieces.push(...resampler.process(input.subarray(from, from + size)))
    }
    pieces.push(...resampler.flush())
    expect(whole.length).toBe(Math.round((input.length * 48_000) / 22_050))
    expect(Float32Array.from(pieces)).toEqual(whole)
  })
})
