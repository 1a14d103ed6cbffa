import process from 'node:process'
import { createContext } from './context.ts'
import { run } from './run.ts'

/** Runs the command line of this process and sets its exit code. */
export async function main(): Promise<void> {
  process.exitCode = await run(process.argv.slice(2), createContext(process))
}
