import type { MusicRequest, StyleName } from '@mavs/core'

export const STYLES: readonly StyleName[] = ['professional', 'casual', 'educational', 'entertainment', 'documentary']

export const request = (
  style: StyleName,
  durationSeconds = 24,
  seed = 5,
  sceneStarts: readonly number[] = [0, 6.1, 13.4],
): MusicRequest => ({ style, durationSeconds, seed, sceneStarts })
