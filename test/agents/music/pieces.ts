import type { MusicBlock, MusicRequest, StyleName } from '@mavs/core'

export const STYLES: readonly StyleName[] = ['professional', 'casual', 'educational', 'entertainment', 'documentary']

export const request = (
  style: StyleName,
  durationSeconds = 24,
  seed = 5,
  sceneStarts: readonly number[] = [0, 6.1, 13.4],
): MusicRequest => ({ style, durationSeconds, seed, sceneStarts })

/** A whole piece in one block. */
export async function whole(blocks: Iterable<MusicBlock> | AsyncIterable<MusicBlock>): Promise<MusicBlock> {
  const parts: MusicBlock[] = []
  for await (const block of blocks) parts.push(block)
  const channel = (side: 'left' | 'right') => {
    const samples = new Float32Array(parts.reduce((sum, part) => sum + part.left.length, 0))
    let at = 0
    for (const part of parts) {
      samples.set(part[side], at)
      at += part[side].length
    }
    return samples
  }
  return { left: channel('left'), right: channel('right') }
}
