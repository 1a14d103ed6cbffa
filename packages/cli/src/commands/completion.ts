import { Command, Option, UsageError, type CommandClass } from 'clipanion'
import type { CommandDescription } from '../catalogue.ts'
import { bashCompletion } from '../completion/bash.ts'
import { fishCompletion } from '../completion/fish.ts'
import { zshCompletion } from '../completion/zsh.ts'
import type { CliContext } from '../context.ts'
import { reportError } from '../errors.ts'
import { EXIT_CODES } from '../exit-codes.ts'

const SHELLS = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion } as const

/** `mavs completion`: a script that lets a shell complete commands, options and their values. */
export function createCompletionCommand(describe: () => readonly CommandDescription[]): CommandClass<CliContext> {
  return class CompletionCommand extends Command<CliContext> {
    static override paths = [['completion']]
    static override usage = Command.Usage({
      description: 'Print a script for completion in a shell: bash, zsh or fish.',
      examples: [
        ['bash, for this user', '$0 completion bash > ~/.local/share/bash-completion/completions/mavs'],
        ['zsh, in a directory of $fpath', '$0 completion zsh > ~/.zfunc/_mavs'],
        ['fish', '$0 completion fish > ~/.config/fish/completions/mavs.fish'],
      ],
    })

    shell = Option.String({ name: 'shell' })

    override async execute(): Promise<number> {
      if (!isShell(this.shell)) {
        const error = new UsageError(`SHELL must be one of ${Object.keys(SHELLS).join(', ')} (got "${this.shell}").`)
        return reportError(error, this.context)
      }
      this.context.stdout.write(SHELLS[this.shell](describe()))
      return EXIT_CODES.success
    }
  }
}

const isShell = (name: string): name is keyof typeof SHELLS => Object.hasOwn(SHELLS, name)
