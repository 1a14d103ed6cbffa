import { ReducedValue, StateSchema } from '@langchain/langgraph'
import { z } from 'zod'
import { VideoRequest } from '../domain/request.ts'
import { Warning } from '../domain/warning.ts'

/** A stored run of another version is not resumed: it starts anew, and the ledger makes that cheap. */
export const GRAPH_VERSION = 1

const key = z.string().optional()

/**
 * The graph's state: the request (or its artifact key), the artifact key of each stage's document, and the warnings.
 * Every checkpoint is a full copy of it, so it stays small and plain JSON.
 */
export const VideoState = new StateSchema({
  request: z.union([z.string(), VideoRequest]),
  research: key,
  script: key,
  assets: key,
  narration: key,
  timeline: key,
  video: key,
  delivery: key,
  warnings: new ReducedValue(
    z.array(Warning).default(() => []),
    { inputSchema: z.array(Warning), reducer: addWarnings },
  ),
})

/** A stage that runs again gives the same warnings again; each counts once. */
function addWarnings(before: readonly Warning[], added: readonly Warning[]): Warning[] {
  const seen = new Map([...before, ...added].map((warning) => [JSON.stringify(warning), warning]))
  return [...seen.values()]
}
