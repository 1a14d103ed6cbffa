import type { Research } from '../domain/research.ts'
import type { VideoRequest } from '../domain/request.ts'
import type { AgentContext, CheckContext } from './agent-context.ts'
import type { Diagnosis } from './renderer.ts'
import type { Charge } from './usage.ts'

/** Stage `researching`: finds out what can be said, and where it is from. */
export interface ResearchAgent {
  readonly name: string
  /**
   * Checks what only this agent can know (a script's form, a source's content) before a session is accepted.
   * Throws a `VideoError` of category `user`.
   */
  check?(request: VideoRequest, context: CheckContext): Promise<void>
  /** What the agent would like to have and whether it is there, for `doctor`: models, keys. */
  diagnose?(): Promise<readonly Diagnosis[]>
  /** What a request is likely to be charged for, if the first choice of everything answers. */
  estimate?(request: VideoRequest, context: CheckContext): Promise<readonly Charge[]>
  research(input: { readonly request: VideoRequest }, context: AgentContext): Promise<Research>
}
