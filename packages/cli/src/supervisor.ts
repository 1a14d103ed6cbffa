import { spawn } from 'node:child_process'
import { once } from 'node:events'
import process from 'node:process'
import type { CliContext } from './context.ts'
import { EXIT_CODES } from './exit-codes.ts'

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
  const stop = (signal: NodeJS.Signals): void => {
    if (!child.kill(signal)) process.exit(EXIT_CODES.interrupted)
  }
  process.on('SIGINT', stop).on('SIGTERM', stop)
  const [code] = (await once(child, 'exit')) as [number | null]
  process.off('SIGINT', stop).off('SIGTERM', stop)
  return code ?? EXIT_CODES.interrupted
}
