import { AsyncLocalStorage } from 'node:async_hooks'
import type { Stage } from '../domain/stage.ts'

/** Whose work a piece of code is part of. */
export interface AgentAtWork {
  readonly sessionId: string
  readonly stage: Stage
  readonly agent: string
}

const atWork = new AsyncLocalStorage<AgentAtWork>()

/** Does an agent's work; everything that it starts knows whose it is. */
export const asAgent = <Result>(agent: AgentAtWork, work: () => Promise<Result>): Promise<Result> =>
  atWork.run(agent, work)

/**
 * The agent that the running code belongs to, also after its stage is over; undefined outside of agents. A handler of
 * `unhandledRejection` learns by it whose promise it was.
 */
export const agentAtWork = (): AgentAtWork | undefined => atWork.getStore()
