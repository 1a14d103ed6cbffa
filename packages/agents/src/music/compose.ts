import type { MusicBlock, MusicRequest } from '@mavs/core'
import { arrange } from './arrangement.ts'
import { perform } from './performance.ts'

/** Composes a piece and plays it while it is read: about a second of work for a minute. Same request, same samples. */
export const compose = (request: MusicRequest): Iterable<MusicBlock> => perform(arrange(request))
