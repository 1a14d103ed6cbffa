import type { Asset } from '../domain/asset.ts'
import type { VideoRequest } from '../domain/request.ts'
import type { Script } from '../domain/script.ts'
import type { AgentContext } from './agent-context.ts'

/** Stage `asset_sourcing`: finds or makes pictures and clips. Runs beside the audio agent. */
export interface AssetAgent {
  readonly name: string
  source(input: { readonly request: VideoRequest; readonly script: Script }, context: AgentContext): Promise<Asset[]>
}
