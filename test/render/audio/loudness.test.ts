import { join } from 'node:path'
import { createRandom } from '@mavs/core'
import { describe, expect, it } from 'vitest'
import { createLoudnessMeter, measureLoudness } from '../../../packages/render/src/audio/loudness.ts'
import { writeWav } from '../../../packages/render/src/audio/wav.ts'
import { babble, hasFfmpeg, measureWithFfmpeg, signal, sine, temporaryDirectory } from './signals.ts'

/** A 1 kHz tone in both channels whose level changes at given times. */
function steps(sampleRateHz: number, ...parts: readonly (readonly [levelDb: number, seconds: number])[]): Float32Array {
  const tones = parts.map(([levelDb, seconds]) => signal(seconds, sampleRateHz, sine(1000, levelDb)))
  return Float32Array.from(tones.flatMap((tone) => [...tone]))
}

describe('the loudness meter', () => {
  // EBU Tech 3341, table 1: the minimum requirements, ±0.1 LU.
  it.each([
    ['case 1', [[-23, 20]], -23],
    ['case 2', [[-33, 20]], -33],
    [
      'case 3',
      [
        [-36, 10],
        [-23, 60],
        [-36, 10],
      ],
      -23,
    ],
    [
      'case 4',
      [
        [-72, 10],
        [-36, 10],
        [-23, 60],
        [-36, 10],
        [-72, 10],
      ],
      -23,
    ],
    [
      'case 5',
      [
        [-26, 20],
        [-20, 20.1],
        [-26, 20],
      ],
      -23,
    ],
  ] as const)('passes EBU Tech 3341 %s', (_, parts, expected) => {
    const tone = steps(48_000, ...parts)
    expect(measureLoudness(tone, tone, 48_000).integratedLufs).toBeCloseTo(expected, 1)
  })

  // EBU Tech 3341, cases 15 to 19: tones whose peaks fall between the samples, +0.2/−0.4 dB.
  it.each([
    [4, 0, -6],
    [4, 45, -6],
    [6, 60, -6],
    [8, 67.5, -6],
  ])('finds the true peak of a tone at a %ith of the rate, %i degrees late', (divisor, degrees, expected) => {
    const tone = signal(
      1,
      48_000,
      (time) => 0.5 * Math.sin((2 * Math.PI * 48_000 * time) / divisor + (degrees * Math.PI) / 180),
    )
    const { truePeakDbtp } = measureLoudness(
      tone.map((value, index) => value * Math.min(1, index / 4800)),
      tone.map(() => 0),
      48_000,
    )
    expect(truePeakDbtp).toBeGreaterThan(expected - 0.4)
    expect(truePeakDbtp).toBeLessThan(expected + 0.25)
  })

  it.each([16_000, 44_100, 96_000])('weights alike at %i Hz', (sampleRateHz) => {
    const tone = signal(5, sampleRateHz, sine(1000, -20))
    expect(measureLoudness(tone, tone, sampleRateHz).integratedLufs).toBeCloseTo(-20, 1)
  })

  it('reports the floor for silence and for sounds shorter than a block', () => {
    const silence = new Float32Array(48_000)
    expect(measureLoudness(silence, silence, 48_000)).toEqual({ integratedLufs: -70, truePeakDbtp: -120 })
    const click = signal(0.2, 48_000, sine(1000, -6))
    expect(measureLoudness(click, click, 48_000).integratedLufs).toBe(-70)
  })

  it.each([1, 480, 1009, 5333])('measures in blocks of %i samples as in one piece', (size) => {
    const [left, right] = [babble(6, 48_000), babble(6, 48_000, -25)]
    const meter = createLoudnessMeter(48_000)
    for (let from = 0; from < left.length; from += size) {
      meter.push(left.subarray(from, from + size), right.subarray(from, from + size))
    }
    const whole = measureLoudness(left, right, 48_000)
    expect(meter.result().integratedLufs).toBeCloseTo(whole.integratedLufs, 10)
    expect(meter.result().truePeakDbtp).toBe(whole.truePeakDbtp)
  })

  it.runIf(hasFfmpeg)('agrees with ffmpeg on speech and on noise', async () => {
    const directory = await temporaryDirectory()
    const random = createRandom(3)
    let brown = 0
    const noise = signal(8, 48_000, (time) => (brown += 0.2 * (random() - 0.5 - brown)) * (1 + Math.sin(time)))
    for (const [name, left, right] of [
      ['speech', babble(12, 48_000), babble(12, 48_000, -25)],
      ['noise', noise, noise.toReversed()],
    ] as const) {
      const file = join(directory, `${name}.wav`)
      await writeWav(file, [left, right], { sampleRateHz: 48_000 })
      const ours = measureLoudness(left, right, 48_000)
      const theirs = measureWithFfmpeg(file)
      expect(Math.abs(ours.integratedLufs - theirs.integratedLufs), name).toBeLessThan(0.11)
      // Two interpolation filters, both within the standard's tolerance.
      expect(Math.abs(ours.truePeakDbtp - theirs.truePeakDbtp), name).toBeLessThan(0.3)
    }
  })
})
