import { describe, expect, it } from 'vitest'
import { blocksOf } from '../../../packages/render/src/probing/sound.ts'

const FRAMES = 50_123

describe('decoded sound', () => {
  it.each([1, 4093, 65_536])('comes in the same blocks when its pipe hands over %i bytes at once', async (size) => {
    const samples = Float32Array.from({ length: FRAMES * 2 }, (_, index) => Math.sin(index))
    const bytes = new Uint8Array(samples.buffer)
    const blocks = []
    for await (const block of blocksOf(cut(bytes, size))) blocks.push(block)
    expect(blocks.map(([left]) => left.length)).toEqual([24_000, 24_000, 2123])
    const isWhole = blocks
      .flatMap(([left, right]) => [...left].map((value, index) => [value, right[index]!] as const))
      .every(([left, right], index) => left === samples[index * 2] && right === samples[index * 2 + 1])
    expect(isWhole).toBe(true)
  })
})

async function* cut(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size)
}
