import type { UsageAccount } from '../costs/usage-account.ts'
import type { Visual } from '../domain/visual.ts'
import type { VideoRequest } from '../domain/request.ts'
import type { Stage } from '../domain/stage.ts'
import type { Warning } from '../domain/warning.ts'
import type { AgentContext } from '../ports/agent-context.ts'
import type { AssemblyAgent } from '../ports/assembly-agent.ts'
import type { AssetAgent } from '../ports/asset-agent.ts'
import type { AudioAgent } from '../ports/audio-agent.ts'
import type { FinalizingAgent } from '../ports/finalizing-agent.ts'
import type { ResearchAgent } from '../ports/research-agent.ts'
import type { ScriptAgent } from '../ports/script-agent.ts'

/** The six agents, one a stage. */
export interface VideoAgents {
  readonly research: ResearchAgent
  readonly script: ScriptAgent
  readonly asset: AssetAgent
  readonly audio: AudioAgent
  readonly assembly: AssemblyAgent
  readonly finalizing: FinalizingAgent
}

/** What the stages share: artifact keys of their documents, never the documents. A few kilobytes at most. */
export interface StageState {
  /** Artifact key of the request, or the request itself when it is small. */
  readonly request: string | VideoRequest
  readonly research?: string | undefined
  readonly script?: string | undefined
  readonly assets?: string | undefined
  readonly narration?: string | undefined
  readonly timeline?: string | undefined
  readonly video?: string | undefined
  readonly delivery?: string | undefined
  readonly warnings: readonly Warning[]
}

/** What one stage adds to the state. */
export type StagePatch = Partial<Omit<StageState, 'request' | 'warnings'>>

export interface StageInput {
  readonly state: StageState
  readonly agents: VideoAgents
  readonly context: AgentContext
  /** Program and plugin versions by name. */
  readonly versions: Readonly<Record<string, string>>
  readonly usage: Pick<UsageAccount, 'entries' | 'choices'>
  /** The renderer's check of what a scene shows; every visual is taken when it is absent. */
  readonly checkVisual?: (visual: Visual) => Promise<Visual>
}

/** One stage: loads what it needs, asks its agent, stores the answer. */
export interface StageDefinition {
  readonly name: Stage
  /** The name of the agent that the stage asks, for messages. */
  agentName(agents: VideoAgents): string
  run(input: StageInput): Promise<StagePatch>
}
