import { UsageError } from 'clipanion'
import { createCli } from './cli.ts'
import type { CliContext } from './context.ts'
import { reportError } from './errors.ts'

/** Runs one command line and answers with its exit code; a command or option that does not exist is told in one sentence. */
export async function run(argv: string[], context: CliContext): Promise<number> {
  const cli = createCli(context)
  try {
    cli.process(argv, context)
  } catch (error) {
    return reportError(isUnknownCommand(error) ? new UsageError(`There is no command "${argv[0]}".`) : error, context)
  }
  return cli.run(argv, context)
}

/** Clipanion answers a wrong first word with the usage of every command. */
const isUnknownCommand = (error: unknown): boolean =>
  error instanceof Error && error.message.startsWith('Command not found')
