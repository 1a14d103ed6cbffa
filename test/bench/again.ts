import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Timeline } from '@mavs/core'
import { benchWhole } from './rendering.ts'
import type { Usage } from './usage.ts'

/** A timeline rendered from nothing, after one of its scenes changed, and with nothing changed at all. */
export interface AgainResult {
  readonly full: Usage
  readonly oneScene: Usage
  readonly nothing: Usage
}

/** Renders a timeline three times with one cache. */
export async function benchAgain(timeline: Timeline, folder: string): Promise<AgainResult> {
  const cache = join(folder, 'cache')
  const full = await benchWhole(timeline, folder, cache)
  const oneScene = await benchWhole(withOneChange(timeline), folder, cache)
  const nothing = await benchWhole(timeline, folder, cache)
  await rm(cache, { recursive: true })
  return { full, oneScene, nothing }
}

/** The fifth scene says something else. */
function withOneChange(timeline: Timeline): Timeline {
  const changed = structuredClone(timeline)
  changed.tracks.scenes[4]!.visual = { kind: 'statement', text: 'Two highs and two lows, every day' }
  return changed
}
