import { Command, Option, UsageError, type CommandClass } from 'clipanion'
import type { CommandDescription } from '../catalogue.ts'
import type { CliContext } from '../context.ts'
import { EXIT_CODES } from '../exit-codes.ts'
import { reportError } from '../errors.ts'
import { explanation, overview } from '../output/help.ts'
import { createPaint } from '../output/paint.ts'

const COLUMNS_ELSEWHERE = 80

/** `mavs help`: all commands, or one with its options and examples. Takes what the commands are when it is asked. */
export function createHelpCommand(describe: () => readonly CommandDescription[]): CommandClass<CliContext> {
  return class HelpCommand extends Command<CliContext> {
    static override paths = [['help']]
    static override usage = Command.Usage({
      description: 'Explain a command.',
      examples: [
        ['All commands', '$0 help'],
        ['One, with its options', '$0 help generate'],
      ],
    })

    words = Option.Rest({ name: 'command' })

    override async execute(): Promise<number> {
      const columns = this.context.columns ?? COLUMNS_ELSEWHERE
      const paint = createPaint(this.context)
      const commands = describe()
      const found = named(this.words, commands)
      const pages =
        this.words.length === 0
          ? [overview(commands, columns, paint)]
          : found.map((command) => explanation(command, columns, paint))
      if (pages.length === 0) {
        return reportError(new UsageError(`There is no command "${this.words.join(' ')}".`), this.context)
      }
      this.context.stdout.write(`${pages.map((page) => page.join('\n')).join('\n\n')}\n`)
      return EXIT_CODES.success
    }
  }
}

/** The commands that some words name; words behind a command's name are what it is given. */
function named(words: readonly string[], commands: readonly CommandDescription[]): readonly CommandDescription[] {
  if (words.length === 0) return []
  const asked = words.join(' ')
  const found = commands.filter(({ name }) => name === asked || name.startsWith(`${asked} `))
  return found.length > 0 ? found : named(words.slice(0, -1), commands)
}
