import { createRandom } from '@mavs/core'
import { describe, expect, it } from 'vitest'
import { createCompressor } from '../../../packages/render/src/audio/compressor.ts'
import { createDeEsser } from '../../../packages/render/src/audio/de-esser.ts'
import { createExciter } from '../../../packages/render/src/audio/exciter.ts'
import { createBiquad, highPass, lowPass } from '../../../packages/render/src/audio/filters.ts'
import { createVoiceChain } from '../../../packages/render/src/audio/voice-chain.ts'
import { babble, levelDb, signal, sine } from './signals.ts'

const RATE = 48_000

/** Level between two frequencies, in dBFS. */
function bandDb(samples: Float32Array, lowHz: number, highHz: number): number {
  const band = samples.slice()
  for (let pass = 0; pass < 3; pass++) {
    createBiquad(highPass(lowHz, RATE)).process(band)
    createBiquad(lowPass(highHz, RATE)).process(band)
  }
  return levelDb(band, RATE, 0.2, samples.length / RATE)
}

function throughChain(input: Float32Array, isDull = true) {
  const [left, right] = [new Float32Array(input.length), new Float32Array(input.length)]
  createVoiceChain({ sampleRateHz: RATE, isDull }).process(input.slice(), left, right, input.length)
  return { left, right }
}

describe('the voice chain', () => {
  it('takes rumble away and leaves speech in place', () => {
    const rumble = signal(1, RATE, sine(25, -25))
    const tone = signal(1, RATE, sine(600, -30))
    expect(levelDb(throughChain(rumble).left, RATE, 0.3, 1) - levelDb(rumble, RATE, 0.3, 1)).toBeLessThan(-12)
    expect(Math.abs(levelDb(throughChain(tone).left, RATE, 0.3, 1) - levelDb(tone, RATE, 0.3, 1))).toBeLessThan(3)
  })

  it('puts the voice in a small room: wide, soon over, far under the voice', () => {
    const burst = signal(1, RATE, (time) => (time < 0.3 ? sine(600, -22)(time) : 0))
    const { left, right } = throughChain(burst)
    const side = left.map((value, index) => (value - (right[index] as number)) / 2)
    expect(levelDb(side, RATE, 0.1, 0.3)).toBeGreaterThan(-70)
    expect(levelDb(left, RATE, 0.1, 0.3) - levelDb(left, RATE, 0.35, 0.4)).toBeGreaterThan(15)
    expect(levelDb(left, RATE, 0.1, 0.3) - levelDb(left, RATE, 0.8, 0.95)).toBeGreaterThan(60)
  })

  it('is at rest in silence', () => {
    const { left, right } = throughChain(new Float32Array(RATE))
    expect(left.every((value) => value === 0) && right.every((value) => value === 0)).toBe(true)
  })
})

describe('the exciter', () => {
  it('makes air above 8 kHz for a dull voice, nothing beyond 16 kHz, and leaves the rest alone', () => {
    const dull = babble(2, RATE)
    for (let pass = 0; pass < 4; pass++) createBiquad(lowPass(7000, RATE)).process(dull)
    const excited = dull.slice()
    createExciter(RATE).process(excited)
    expect(bandDb(excited, 9000, 13_000)).toBeGreaterThan(bandDb(dull, 9000, 13_000) + 3)
    expect(bandDb(excited, 9000, 13_000)).toBeLessThan(bandDb(dull, 4000, 7000) - 6)
    expect(bandDb(excited, 17_500, 23_000)).toBeLessThan(-75)
    expect(Math.abs(bandDb(excited, 200, 3000) - bandDb(dull, 200, 3000))).toBeLessThan(0.2)
  })
})

describe('the de-esser', () => {
  it('turns a hiss down and a vowel not', () => {
    const random = createRandom(2)
    const hiss = signal(1, RATE, () => 0.1 * (random() * 2 - 1))
    createBiquad(highPass(4000, RATE)).process(hiss)
    const vowel = signal(1, RATE, sine(500, -22))
    const through = (samples: Float32Array) => {
      const output = samples.slice()
      createDeEsser(RATE, -40).process(output)
      return levelDb(output, RATE, 0.2, 1) - levelDb(samples, RATE, 0.2, 1)
    }
    expect(through(hiss)).toBeLessThan(-5)
    expect(Math.abs(through(vowel))).toBeLessThan(0.6)
  })
})

describe('the compressor', () => {
  it('follows its ratio above the threshold and does nothing far below it', () => {
    const options = { thresholdDb: -20, ratio: 2, kneeDb: 6, attackSeconds: 0.01, releaseSeconds: 0.1 }
    const gainAt = (level: number) => {
      const tone = signal(1, RATE, sine(500, level + 3.01))
      const output = tone.slice()
      createCompressor(RATE, options).process(output)
      return levelDb(output, RATE, 0.5, 1) - level
    }
    expect(gainAt(-40)).toBeCloseTo(0, 1)
    expect(gainAt(-10)).toBeCloseTo(-5, 0)
    expect(gainAt(-4)).toBeCloseTo(-8, 0)
  })
})
