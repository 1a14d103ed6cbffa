import type { Asset } from '../domain/asset.ts'
import type { Delivery } from '../domain/delivery.ts'
import type { Narration } from '../domain/narration.ts'
import type { Research } from '../domain/research.ts'
import type { VideoRequest } from '../domain/request.ts'
import type { Script } from '../domain/script.ts'
import type { Timeline } from '../domain/timeline.ts'
import type { ProviderChoice, UsageEntry } from '../domain/usage.ts'
import type { Video } from '../domain/video.ts'
import type { Warning } from '../domain/warning.ts'
import type { AgentContext } from './agent-context.ts'

/** Everything that the stages before have made. */
export interface FinalizingInput {
  readonly request: VideoRequest
  readonly research: Research
  readonly script: Script
  readonly assets: readonly Asset[]
  readonly narration: Narration
  readonly timeline: Timeline
  readonly video: Video
  /** Of the stages before this one. */
  readonly warnings: readonly Warning[]
  /** Program and plugin versions by name, for the manifest. */
  readonly versions: Readonly<Record<string, string>>
  /** What the stages before have used, and who did their work. */
  readonly usage: readonly UsageEntry[]
  readonly choices: readonly ProviderChoice[]
}

/** Stage `finalizing`: measures the file against the delivery contract and writes what goes with it. */
export interface FinalizingAgent {
  readonly name: string
  finalize(input: FinalizingInput, context: AgentContext): Promise<Delivery>
}
