import { join } from 'node:path'
import { createVideoSystem } from '@mavs/core'
import { sampleAgentsPlugin } from '@mavs/core/testing'

/** What a session costs beside the agents' work: graph, checkpoints, ledger, store, events. */
export interface PipelineResult {
  readonly sessions: number
  /** From `generate` to the end of one session in an idle system; the median. */
  readonly latencyMs: number
  /** Time per session when all are filed at once. */
  readonly throughputMs: number
}

const SESSIONS = 20
const REQUEST = { prompt: 'A short video about how tides work', duration_preference: 10 }

/** Runs sessions whose agents answer at once. */
export async function benchPipeline(folder: string): Promise<PipelineResult> {
  const system = await createVideoSystem({ dataDirectory: join(folder, 'data'), plugins: [sampleAgentsPlugin()] })
  const runOne = async (seed: number) => {
    const started = performance.now()
    const { session_id } = await system.generate({ ...REQUEST, seed })
    await system.wait(session_id)
    return performance.now() - started
  }
  try {
    await runOne(0)
    const latencies: number[] = []
    for (let seed = 1; seed <= SESSIONS; seed++) latencies.push(await runOne(seed))
    const started = performance.now()
    await Promise.all(Array.from({ length: SESSIONS }, (_, index) => runOne(SESSIONS + 1 + index)))
    const throughputMs = (performance.now() - started) / SESSIONS
    return { sessions: SESSIONS, latencyMs: latencies.toSorted((a, b) => a - b)[SESSIONS / 2]!, throughputMs }
  } finally {
    await system.close()
  }
}
