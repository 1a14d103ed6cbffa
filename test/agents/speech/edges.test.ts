import { describe, expect, it } from 'vitest'
import { trimEdges } from '../../../packages/agents/src/speech/edges.ts'

const RATE_HZ = 8000
const silence = (seconds: number) => Array.from({ length: seconds * RATE_HZ }, () => 0)
const tone = (seconds: number) => Array.from({ length: seconds * RATE_HZ }, (_, at) => 0.3 * Math.sin(at / 3))
const speech = (before: number, after: number) => ({
  samples: Float32Array.from([...silence(before), ...tone(1), ...silence(after)]),
  sampleRateHz: RATE_HZ,
  words: [{ text: 'one', startSeconds: before, endSeconds: before + 1 }],
})

describe('trimEdges', () => {
  it('cuts long silence before and after speech, and moves the words with it', () => {
    const { samples, words } = trimEdges(speech(0.5, 1))
    expect(samples.length / RATE_HZ).toBeCloseTo(0.06 + 1 + 0.12, 1)
    expect(words![0]!.startSeconds).toBeCloseTo(0.06, 1)
    expect(words![0]!.endSeconds).toBeCloseTo(1.06, 1)
  })

  it('leaves short silence, and sound that is nothing else', () => {
    const short = speech(0.1, 0.15)
    expect(trimEdges(short)).toBe(short)
    const silent = { samples: new Float32Array(RATE_HZ), sampleRateHz: RATE_HZ }
    expect(trimEdges(silent)).toBe(silent)
  })
})
