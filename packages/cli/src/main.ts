import process from 'node:process'
import { createContext } from './context.ts'
import { EXIT_CODES } from './exit-codes.ts'
import { run } from './run.ts'

/** Runs the command line of this process and sets its exit code. */
export async function main(): Promise<void> {
  process.stdout.on('error', endWhenUnread)
  process.exitCode = await run(process.argv.slice(2), createContext(process))
}

/** Whoever read the output has gone, as in `mavs status | head`: nothing is left to say. */
function endWhenUnread(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error
  process.exit(EXIT_CODES.success)
}
