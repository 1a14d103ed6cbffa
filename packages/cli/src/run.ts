import { UsageError } from 'clipanion'
import { createCli } from './cli.ts'
import type { CliContext } from './context.ts'
import { reportError } from './errors.ts'

/** Runs one command line and answers with its exit code; a command or option that does not exist is told in one sentence. */
export async function run(given: readonly string[], context: CliContext): Promise<number> {
  const cli = createCli(context)
  const argv = isAskingForHelp(given) ? ['help', ...wordsBefore(given)] : [...given]
  try {
    cli.process(argv, context)
  } catch (error) {
    return reportError(isUnknownCommand(error) ? new UsageError(`There is no command "${argv[0]}".`) : error, context)
  }
  return cli.run(argv, context)
}

const isAskingForHelp = (argv: readonly string[]): boolean =>
  argv.length === 0 || argv.some((word) => word === '--help' || word === '-h')

/** The command's own words, without its options and what it is given. */
function wordsBefore(argv: readonly string[]): readonly string[] {
  const words = argv.slice(
    0,
    argv.findIndex((word) => word.startsWith('-')),
  )
  return words[0] === 'help' && words.length > 1 ? words.slice(1) : words
}

/** Clipanion answers a wrong first word with the usage of every command. */
const isUnknownCommand = (error: unknown): boolean =>
  error instanceof Error && error.message.startsWith('Command not found')
