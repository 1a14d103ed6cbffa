import { spawn } from 'node:child_process'
import { once } from 'node:events'
import process from 'node:process'
import type { CliContext } from './context.ts'
import { EXIT_CODES } from './exit-codes.ts'

/** Ctrl-C, an operator's `kill`, and a terminal that closes. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Runs `mavs serve` without `--reload` under Node's watcher, which ends and starts it when a file that it has loaded
 * changes: its sources, its plugins, and what `node --env-file` names. Resolves with its exit code.
 */
export async function superviseServer(context: CliContext): Promise<number> {
  const [entry = '', ...argv] = process.argv.slice(1)
  const child = spawn(
    process.execPath,
    ['--watch', '--watch-preserve-output', ...process.execArgv, entry, ...argv.filter((word) => word !== '--reload')],
    {
      env: context.environment,
      stdio: ['ignore', 'inherit', 'inherit'],
      // Ctrl-C reaches every process of a terminal's group; the server must hear it once.
      detached: true,
    },
  )
  const stop = () => void child.kill('SIGTERM')
  for (const signal of SIGNALS) process.on(signal, stop)
  const [code] = (await once(child, 'exit')) as [number | null]
  for (const signal of SIGNALS) process.off(signal, stop)
  return code ?? EXIT_CODES.interrupted
}
