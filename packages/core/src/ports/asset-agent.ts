import type { Asset } from '../domain/asset.ts'
import type { VideoRequest } from '../domain/request.ts'
import type { Script } from '../domain/script.ts'
import type { AgentContext, CheckContext } from './agent-context.ts'
import type { Charge } from './usage.ts'

/** Stage `asset_sourcing`: finds or makes pictures and clips. Runs beside the audio agent. */
export interface AssetAgent {
  readonly name: string
  /** What a request is likely to be charged for, if the first choice of everything answers. */
  estimate?(request: VideoRequest, context: CheckContext): Promise<readonly Charge[]>
  source(input: { readonly request: VideoRequest; readonly script: Script }, context: AgentContext): Promise<Asset[]>
}
