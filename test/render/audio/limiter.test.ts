import { createRandom } from '@mavs/core'
import { describe, expect, it } from 'vitest'
import { createLimiter } from '../../../packages/render/src/audio/limiter.ts'
import { measureLoudness } from '../../../packages/render/src/audio/loudness.ts'
import { signal, sine } from './signals.ts'

function limit(input: Float32Array, blockFrames = input.length): Float32Array {
  const limiter = createLimiter(48_000, -3)
  const padded = new Float32Array(input.length + limiter.delayFrames)
  padded.set(input)
  for (let from = 0; from < padded.length; from += blockFrames) {
    const block = padded.subarray(from, from + blockFrames)
    limiter.process(block, block.slice(), block.length)
  }
  return padded.subarray(limiter.delayFrames)
}

describe('the limiter', () => {
  it('leaves what is under the ceiling exactly as it was', () => {
    const quiet = signal(0.5, 48_000, sine(997, -4))
    expect(limit(quiet)).toEqual(quiet)
  })

  it('holds tones, bursts and noise under the ceiling, between the samples too', () => {
    const random = createRandom(5)
    const signals = [
      signal(0.5, 48_000, (time) => 0.98 * Math.sin(2 * Math.PI * 12_000 * time + Math.PI / 4)),
      signal(0.5, 48_000, (time) => (time % 0.1 < 0.005 ? 3 : 0.2) * Math.sin(2 * Math.PI * 900 * time)),
      signal(0.5, 48_000, () => 2 * (random() * 2 - 1)),
    ]
    for (const input of signals) {
      const output = limit(input)
      expect(measureLoudness(output, output, 48_000).truePeakDbtp).toBeLessThan(-2.9)
    }
  })

  it('works in blocks of any size as in one piece', () => {
    const loud = signal(0.4, 48_000, (time) => 2 * Math.sin(2 * Math.PI * 300 * time) * Math.sin(9 * time))
    expect(limit(loud, 64 * 11)).toEqual(limit(loud))
  })
})
