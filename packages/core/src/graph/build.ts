import { END, START, StateGraph, type LangGraphRunnableConfig } from '@langchain/langgraph'
import { seedFrom, seedOfRequest } from '../domain/seed.ts'
import type { Stage } from '../domain/stage.ts'
import type { Warning } from '../domain/warning.ts'
import type { AgentContext } from '../ports/agent-context.ts'
import { loadDocument } from '../stages/documents.ts'
import { runStage } from '../stages/run-stage.ts'
import type { StagePatch, StageState, VideoAgents } from '../stages/stage.ts'
import { mergePolicies, nodePolicy, type StagePolicy } from './policies.ts'
import { VideoState } from './state.ts'
import { directoryWorkspaces, type GraphWorkspace } from './workspace.ts'

/** Where the graph's stages work, and within which limits. */
export interface VideoGraphOptions {
  /** A directory below which each thread gets a folder, or what opens a thread's workspace. */
  readonly workspace: string | ((threadId: string) => GraphWorkspace)
  /** Changes to the stages' time limits and retries. */
  readonly policies?: Partial<Record<Stage, Partial<StagePolicy>>>
}

/**
 * The video graph as a LangGraph `StateGraph`, to be compiled, extended or used as a subgraph: one node a stage, with
 * `asset_sourcing` and `audio_generation` side by side. Invoke it with `{ request }`; progress comes as custom events.
 */
export function buildVideoGraph(agents: VideoAgents, options: VideoGraphOptions) {
  const open = typeof options.workspace === 'string' ? directoryWorkspaces(options.workspace) : options.workspace
  const policies = mergePolicies(options.policies)
  const node = (stage: Stage) => async (state: StageState, config: LangGraphRunnableConfig) => {
    const workspace = open(String(config.configurable?.thread_id ?? 'default'))
    const running = runNode({ stage, state, config, workspace, agents })
    workspace.track?.(running)
    return running
  }
  return new StateGraph(VideoState)
    .addNode('researching', node('researching'), nodePolicy(policies.researching))
    .addNode('scripting', node('scripting'), nodePolicy(policies.scripting))
    .addNode('asset_sourcing', node('asset_sourcing'), nodePolicy(policies.asset_sourcing))
    .addNode('audio_generation', node('audio_generation'), nodePolicy(policies.audio_generation))
    .addNode('video_assembly', node('video_assembly'), nodePolicy(policies.video_assembly))
    .addNode('finalizing', node('finalizing'), nodePolicy(policies.finalizing))
    .addEdge(START, 'researching')
    .addEdge('researching', 'scripting')
    .addEdge('scripting', 'asset_sourcing')
    .addEdge('scripting', 'audio_generation')
    .addEdge(['asset_sourcing', 'audio_generation'], 'video_assembly')
    .addEdge('video_assembly', 'finalizing')
    .addEdge('finalizing', END)
}

interface NodeRun {
  readonly stage: Stage
  readonly state: StageState
  readonly config: LangGraphRunnableConfig
  readonly workspace: GraphWorkspace
  readonly agents: VideoAgents
}

async function runNode(run: NodeRun): Promise<StagePatch & { warnings: Warning[] }> {
  const { stage, state, workspace, agents } = run
  const warnings: Warning[] = []
  const request = await loadDocument('request', state, workspace)
  const context = contextOf(run, seedFrom(seedOfRequest(request), stage), warnings)
  workspace.observer?.stageStart(stage)
  const { versions, checkVisual } = workspace
  const { usage } = workspace
  const stageInput = { state, agents, context, versions, usage, ...(checkVisual && { checkVisual }) }
  const patch = await runStage(stage, stageInput).finally(() => usage.flush())
  workspace.observer?.stageEnd(stage)
  await workspace.observer?.flush()
  return { ...patch, warnings }
}

function contextOf({ stage, config, workspace }: NodeRun, seed: number, warnings: Warning[]): AgentContext {
  const { sessionId, artifacts, ledger, logger, offline, observer, usage } = workspace
  const signal = config.signal ?? new AbortController().signal
  return {
    sessionId,
    signal,
    seed,
    offline,
    logger,
    artifacts,
    ledger,
    usage: usage.recorder(stage),
    report(progress, message) {
      if (signal.aborted) return
      config.heartbeat?.()
      config.writer?.({ type: 'stage-progress', stage, stageProgress: progress, ...(message ? { message } : {}) })
      observer?.stageProgress(stage, progress, message)
    },
    warn(warning) {
      const staged = { stage, ...warning }
      warnings.push(staged)
      observer?.warn(staged)
    },
  }
}
