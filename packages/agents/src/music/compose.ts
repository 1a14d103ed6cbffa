import type { Music, MusicRequest } from '@mavs/core'
import { arrange } from './arrangement.ts'
import { perform } from './performance.ts'
import { SAMPLE_RATE_HZ } from './waves.ts'

/** Composes and plays a piece on the spot: about a second of work for a minute of music. Same request, same samples. */
export function compose(request: MusicRequest): Music {
  return {
    ...perform(arrange(request)),
    sampleRateHz: SAMPLE_RATE_HZ,
    description: `Composed by MAVS, seed ${request.seed}`,
  }
}
