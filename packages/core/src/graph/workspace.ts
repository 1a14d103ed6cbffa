import { join } from 'node:path'
import type { Visual } from '../domain/visual.ts'
import type { Stage } from '../domain/stage.ts'
import type { Warning } from '../domain/warning.ts'
import type { Artifacts } from '../ports/artifacts.ts'
import type { Ledger } from '../ports/ledger.ts'
import { silentLogger, type Logger } from '../ports/logger.ts'
import { createUsageAccount, type UsageAccount } from '../costs/usage-account.ts'
import { createArtifacts } from '../sessions/artifacts.ts'
import { createLedger } from '../sessions/ledger.ts'

/** Hears what happens in a run. */
export interface StageObserver {
  stageStart(stage: Stage): void
  stageProgress(stage: Stage, progress: number, message?: string): void
  stageEnd(stage: Stage): void
  warn(warning: Warning): void
  /** Resolves when all of it is stored; a stage is over only then. */
  flush(): Promise<void>
}

/** What a thread of the graph works in. */
export interface GraphWorkspace {
  readonly sessionId: string
  readonly artifacts: Artifacts
  readonly ledger: Ledger
  readonly logger: Logger
  readonly offline: boolean
  /** Program and plugin versions by name, for the manifest. */
  readonly versions: Readonly<Record<string, string>>
  /** The renderer's check of what a scene shows. */
  readonly checkVisual?: (visual: Visual) => Promise<Visual>
  readonly observer?: StageObserver
  readonly usage: UsageAccount
  /** Told of each stage's promise, to wait for stages that run on after the graph has given up. */
  track?(running: Promise<unknown>): void
}

/** Workspaces below one directory: a folder of files for each thread, and one ledger that all of them share. */
export function directoryWorkspaces(directory: string): (threadId: string) => GraphWorkspace {
  const ledger = createLedger({ directory: join(directory, 'cache') })
  return (threadId) => ({
    sessionId: threadId,
    artifacts: createArtifacts(join(directory, 'sessions', threadId.replace(/[^A-Za-z0-9._-]/g, '_'))),
    ledger,
    logger: silentLogger,
    offline: false,
    versions: {},
    usage: createUsageAccount(),
  })
}
