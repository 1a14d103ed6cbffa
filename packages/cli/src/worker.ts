import { spawn } from 'node:child_process'
import { closeSync, fstatSync, ftruncateSync, mkdirSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { CliContext } from './context.ts'

const LARGEST_LOG_BYTES = 10_000_000

/**
 * Starts a worker that outlives this process. It takes what is queued or was left behind, and ends when nothing is
 * left to do; a second one finds the first at work and only waits. Its log is `worker.log` in the data directory.
 */
export function startWorker(context: CliContext): void {
  mkdirSync(context.dataDirectory, { recursive: true })
  const log = openLog(join(context.dataDirectory, 'worker.log'))
  const entry = import.meta.url.endsWith('.ts') ? './worker-entry.ts' : './worker-entry.js'
  const worker = spawn(
    process.execPath,
    [...process.execArgv, fileURLToPath(new URL(entry, import.meta.url)), 'work'],
    {
      detached: true,
      stdio: ['ignore', log, log],
      env: { LOG_LEVEL: 'info', ...context.environment, MAVS_DATA_DIR: context.dataDirectory },
    },
  )
  closeSync(log)
  // The session is filed: whoever follows it starts a worker again.
  worker.on('error', (error) => context.stderr.write(`mavs: no worker could be started: ${error.message}\n`))
  worker.unref()
}

/** Opens the log to write at its end; one that has grown large starts anew. */
function openLog(path: string): number {
  const log = openSync(path, 'a')
  if (fstatSync(log).size > LARGEST_LOG_BYTES) ftruncateSync(log)
  return log
}
