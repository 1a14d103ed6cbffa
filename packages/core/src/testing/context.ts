import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Warning } from '../domain/warning.ts'
import type { AgentContext } from '../ports/agent-context.ts'
import { silentLogger } from '../ports/logger.ts'
import type { Stage } from '../domain/stage.ts'
import { createUsageAccount, type UsageAccount } from '../costs/usage-account.ts'
import { createArtifacts } from '../sessions/artifacts.ts'
import { createLedger } from '../sessions/ledger.ts'

export interface TestContextOptions {
  readonly seed?: number
  readonly offline?: boolean
  readonly sessionId?: string
  /** Under which what calls take is counted. Default: researching. */
  readonly stage?: Stage
  /** Taken instead of a fresh one, e.g. to run an agent again over the same ledger; it is then not removed. */
  readonly directory?: string
}

/** What an agent is given, over a directory of its own, with what it did to look at. */
export interface TestContext {
  readonly context: AgentContext
  readonly directory: string
  readonly warnings: readonly Warning[]
  readonly reports: readonly { readonly progress: number; readonly message?: string }[]
  readonly usage: UsageAccount
  /** Aborts the context's signal. */
  abort(reason?: unknown): void
  /** Removes the directory. */
  dispose(): Promise<void>
}

/** An `AgentContext` with real artifacts and a real ledger in a temporary directory. */
export function createTestContext(options: TestContextOptions = {}): TestContext {
  const directory = options.directory ?? mkdtempSync(join(tmpdir(), 'mavs-test-'))
  const sessionId = options.sessionId ?? 'test-session'
  const controller = new AbortController()
  const warnings: Warning[] = []
  const reports: { progress: number; message?: string }[] = []
  const usage = createUsageAccount()
  const context: AgentContext = {
    sessionId,
    signal: controller.signal,
    seed: options.seed ?? 1,
    offline: options.offline ?? true,
    logger: silentLogger,
    artifacts: createArtifacts(join(directory, 'sessions', sessionId)),
    ledger: createLedger({ directory: join(directory, 'cache') }),
    usage: usage.recorder(options.stage ?? 'researching'),
    report: (progress, message) => void reports.push(message === undefined ? { progress } : { progress, message }),
    warn: (warning) => void warnings.push(warning),
  }
  return {
    context,
    directory,
    warnings,
    reports,
    usage,
    abort: (reason) => controller.abort(reason),
    async dispose() {
      if (options.directory === undefined) await rm(directory, { recursive: true, force: true })
    },
  }
}
