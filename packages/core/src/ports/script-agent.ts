import type { Research } from '../domain/research.ts'
import type { VideoRequest } from '../domain/request.ts'
import type { Script } from '../domain/script.ts'
import type { AgentContext } from './agent-context.ts'

/** Stage `scripting`: chooses and words the scenes so that they fill the duration asked for. */
export interface ScriptAgent {
  readonly name: string
  write(input: { readonly request: VideoRequest; readonly research: Research }, context: AgentContext): Promise<Script>
}
