import type { Asset } from '../domain/asset.ts'
import type { Narration } from '../domain/narration.ts'
import type { VideoRequest } from '../domain/request.ts'
import type { Script } from '../domain/script.ts'
import type { Timeline } from '../domain/timeline.ts'
import type { Video } from '../domain/video.ts'
import type { AgentContext } from './agent-context.ts'

/** Everything that the picture is put together from. */
export interface AssemblyInput {
  readonly request: VideoRequest
  readonly script: Script
  readonly assets: readonly Asset[]
  readonly narration: Narration
}

/** Stage `video_assembly`: lays everything on a timeline and renders it. */
export interface AssemblyAgent {
  readonly name: string
  assemble(input: AssemblyInput, context: AgentContext): Promise<{ readonly timeline: Timeline; readonly video: Video }>
}
