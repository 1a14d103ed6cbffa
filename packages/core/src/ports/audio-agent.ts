import type { Narration } from '../domain/narration.ts'
import type { VideoRequest } from '../domain/request.ts'
import type { Script } from '../domain/script.ts'
import type { AgentContext, CheckContext } from './agent-context.ts'
import type { Diagnosis } from './renderer.ts'
import type { Charge } from './usage.ts'

/** Stage `audio_generation`: speaks each scene, settles its exact length, and composes the music. */
export interface AudioAgent {
  readonly name: string
  /** Checks voice and language before a session is accepted. Throws a `VideoError` of category `user`. */
  check?(request: VideoRequest, context: CheckContext): Promise<void>
  /** What a request is likely to be charged for, if the first choice of everything answers. */
  estimate?(request: VideoRequest, context: CheckContext): Promise<readonly Charge[]>
  /** Which voice speaks when nobody asks for one, and why; for `doctor` and `health`. */
  diagnose?(conditions?: Pick<AgentContext, 'offline'>): Promise<readonly Diagnosis[]>
  narrate(input: { readonly request: VideoRequest; readonly script: Script }, context: AgentContext): Promise<Narration>
}
