import { isNodeTimeoutError } from '@langchain/langgraph'
import type { Delivery } from '../domain/delivery.ts'
import type { Stage } from '../domain/stage.ts'
import { VideoError } from '../errors/video-error.ts'
import type { Artifacts } from '../ports/artifacts.ts'
import { withinLimit, type Clock } from '../ports/clock.ts'
import type { SessionDatabase } from '../sessions/database.ts'
import type { Lease } from '../sessions/lease.ts'
import type { Session } from '../sessions/session.ts'
import { assignThread } from '../sessions/threads.ts'
import { DOCUMENTS, loadDocument } from '../stages/documents.ts'
import type { StageState, VideoAgents } from '../stages/stage.ts'
import { buildVideoGraph } from './build.ts'
import { SqliteCheckpointer } from './checkpointer.ts'
import type { StagePolicy } from './policies.ts'
import { GRAPH_VERSION } from './state.ts'
import type { GraphWorkspace } from './workspace.ts'

export interface GraphRunOptions {
  readonly agents: VideoAgents
  readonly session: Session
  readonly lease: Lease
  readonly database: SessionDatabase
  readonly workspace: GraphWorkspace
  readonly clock: Clock
  readonly signal: AbortSignal
  readonly policies?: Partial<Record<Stage, Partial<StagePolicy>>>
}

/** How long stages that ignore their signal are waited for before the session is given up with them still running. */
const STRAGGLER_WAIT_MS = 10_000

/**
 * Takes a session through the graph to its delivery: from the start, or from its last checkpoint. Settles only when no
 * stage runs any more, so that whoever takes the session next has it to himself.
 */
export async function runVideoGraph(options: GraphRunOptions): Promise<Delivery> {
  const running = new Set<Promise<unknown>>()
  const track = (stage: Promise<unknown>) => {
    running.add(stage)
    const forget = () => running.delete(stage)
    stage.then(forget, forget)
  }
  const { artifacts, close } = closable(options.workspace.artifacts)
  try {
    return await advance({ ...options, workspace: { ...options.workspace, artifacts, track } })
  } catch (error) {
    throw options.signal.aborted ? options.signal.reason : inOurWords(error)
  } finally {
    await waitForStragglers(running, options)
    close()
  }
}

async function advance(options: GraphRunOptions): Promise<Delivery> {
  const { agents, session, lease, database, workspace, policies } = options
  const checkpointer = new SqliteCheckpointer(database, lease)
  const opened = policies === undefined ? {} : { policies }
  const graph = buildVideoGraph(agents, { workspace: () => workspace, ...opened }).compile({ checkpointer })
  const run = async (threadId: string, input: { request: string } | null): Promise<Delivery | undefined> => {
    const config = { configurable: { thread_id: threadId }, durability: 'sync' as const, signal: options.signal }
    const state = (await graph.invoke(input, config)) as StageState
    return readDelivery(state, workspace)
  }
  if (session.threadId !== null && session.graphVersion === GRAPH_VERSION) {
    const snapshot = await graph.getState({ configurable: { thread_id: session.threadId } })
    const state = snapshot.values as StageState
    // A thread is resumed only when its files are still there, and finished only when its delivery is.
    if (snapshot.createdAt !== undefined && (await hasItsFiles(state, workspace))) {
      const delivery =
        snapshot.tasks.length === 0 ? await readDelivery(state, workspace) : await run(session.threadId, null)
      if (delivery !== undefined) return delivery
    }
  }
  const threadId = await startThread(options, checkpointer)
  const delivery = await run(threadId, { request: DOCUMENTS.request.key })
  if (delivery === undefined) throw new VideoError('SESSION_FAILED', 'The graph ended without a delivery.')
  return delivery
}

/** Gives the session a new thread; the old one's checkpoints go. The ledger keeps what was made. */
async function startThread(options: GraphRunOptions, checkpointer: SqliteCheckpointer): Promise<string> {
  const { session, lease, database } = options
  if (session.threadId !== null) await checkpointer.deleteThread(session.threadId)
  const threadId = `${session.id}.${lease.epoch}`
  await database.write((connection) => assignThread(connection, lease, threadId, GRAPH_VERSION))
  return threadId
}

async function hasItsFiles(state: StageState, { artifacts }: GraphWorkspace): Promise<boolean> {
  for (const name of Object.keys(DOCUMENTS) as (keyof typeof DOCUMENTS)[]) {
    const key = state[name]
    if (typeof key === 'string' && !(await artifacts.exists(key))) return false
  }
  return true
}

async function readDelivery(state: StageState, workspace: GraphWorkspace): Promise<Delivery | undefined> {
  if (state.delivery === undefined) return undefined
  const delivery = await loadDocument('delivery', state, workspace)
  return (await workspace.artifacts.exists(delivery.video)) ? delivery : undefined
}

function inOurWords(error: unknown): unknown {
  if (!isNodeTimeoutError(error)) return error
  return new VideoError(
    'TIMED_OUT',
    `Stage ${error.node} took too long: ${error.message}. Its agent may be hung; try again.`,
    { details: { stage: error.node }, cause: error },
  )
}

/** Files that take nothing more after `close`: an agent that runs on has no session any more. */
function closable(artifacts: Artifacts): { readonly artifacts: Artifacts; close(): void } {
  let isOpen = true
  const whenOpen =
    <Given extends unknown[]>(write: (...given: Given) => Promise<void>) =>
    async (...given: Given): Promise<void> => {
      if (!isOpen) throw new VideoError('SESSION_FAILED', 'The session is over; nothing more is written for it.')
      await write(...given)
    }
  const { write, writeJson, adopt } = artifacts
  const guarded = { write: whenOpen(write), writeJson: whenOpen(writeJson), adopt: whenOpen(adopt) }
  return { artifacts: { ...artifacts, ...guarded }, close: () => void (isOpen = false) }
}

async function waitForStragglers(running: ReadonlySet<Promise<unknown>>, options: GraphRunOptions): Promise<void> {
  if (running.size === 0) return
  const { logger, sessionId } = options.workspace
  try {
    await withinLimit(options.clock, STRAGGLER_WAIT_MS, Promise.allSettled(running), () => new Error('late'))
  } catch {
    logger.warn({ sessionId, stages: running.size }, 'a stage ignores its signal and runs on')
  }
}
