import type { Cli } from 'clipanion'
import type { CliContext } from './context.ts'
import { reportError } from './errors.ts'

/** Runs one command line and answers with its exit code; a command or option that does not exist is told in one sentence. */
export async function run(cli: Cli<CliContext>, argv: string[], context: CliContext): Promise<number> {
  try {
    cli.process(argv, context)
  } catch (error) {
    return reportError(error, context)
  }
  return cli.run(argv, context)
}
