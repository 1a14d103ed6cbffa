import type { Research } from '../domain/research.ts'
import type { VideoRequest } from '../domain/request.ts'
import type { AgentContext } from './agent-context.ts'
import type { Diagnosis } from './renderer.ts'

/** Stage `researching`: finds out what can be said, and where it is from. */
export interface ResearchAgent {
  readonly name: string
  /**
   * Checks what only this agent can know (a script's form, a source's content) before a session is accepted.
   * Throws a `VideoError` of category `user`.
   */
  check?(request: VideoRequest): Promise<void>
  /** What the agent would like to have and whether it is there, for `doctor`: models, keys. */
  diagnose?(): Promise<readonly Diagnosis[]>
  research(input: { readonly request: VideoRequest }, context: AgentContext): Promise<Research>
}
