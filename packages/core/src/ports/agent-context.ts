import type { Warning } from '../domain/warning.ts'
import type { Artifacts } from './artifacts.ts'
import type { Ledger } from './ledger.ts'
import type { Logger } from './logger.ts'
import type { UsageRecorder } from './usage.ts'

/** What an agent is given to look at a request before there is a session. */
export type CheckContext = Pick<AgentContext, 'signal' | 'offline' | 'ledger'>

/** What every agent is given beside its input. */
export interface AgentContext {
  readonly sessionId: string
  /** Aborts on cancel, timeout, lost lease and shutdown. Pass it to everything that takes one. */
  readonly signal: AbortSignal
  /** 32-bit seed of this stage; derive further ones with `seedFrom(context.seed, sceneId)`. */
  readonly seed: number
  /** True when nothing may be fetched from the network. */
  readonly offline: boolean
  readonly logger: Logger
  readonly artifacts: Artifacts
  readonly ledger: Ledger
  readonly usage: UsageRecorder
  /** Progress of this stage from 0 to 1; values that fall are ignored. */
  report(progress: number, message?: string): void
  /** Records something the user should know. The same warning twice counts once. */
  warn(warning: Warning): void
}
