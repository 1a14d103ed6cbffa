import type { Research } from '../domain/research.ts'
import type { VideoRequest } from '../domain/request.ts'
import type { Script } from '../domain/script.ts'
import type { AgentContext, CheckContext } from './agent-context.ts'
import type { Charge } from './usage.ts'

/** Stage `scripting`: chooses and words the scenes so that they fill the duration asked for. */
export interface ScriptAgent {
  readonly name: string
  /** What a request is likely to be charged for, if the first choice of everything answers. */
  estimate?(request: VideoRequest, context: CheckContext): Promise<readonly Charge[]>
  write(input: { readonly request: VideoRequest; readonly research: Research }, context: AgentContext): Promise<Script>
}
