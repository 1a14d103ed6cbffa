import type { VideoSystem } from '@mavs/core'
import { Command, Option } from 'clipanion'
import type { CliContext } from './context.ts'
import { reportError } from './errors.ts'
import { EXIT_CODES } from './exit-codes.ts'

/** A command that works with a video system: opened before `perform`, closed after it, errors told in one sentence. */
export abstract class SystemCommand extends Command<CliContext> {
  json = Option.Boolean('--json', false, { description: 'Print JSON' })

  /** Does the work and answers with the exit code; nothing means success. */
  protected abstract perform(system: VideoSystem): Promise<number | void>

  /** Whether this process works on sessions itself. */
  protected get works(): boolean {
    return false
  }

  override async execute(): Promise<number> {
    try {
      const system = await this.context.openSystem({ worker: this.works })
      try {
        return (await this.perform(system)) ?? EXIT_CODES.success
      } finally {
        await system.close()
      }
    } catch (error) {
      return reportError(error, this.context)
    }
  }

  /** Prints the document with `--json`, else the lines. */
  protected print(document: unknown, lines: readonly string[]): void {
    this.context.stdout.write(`${this.json ? JSON.stringify(document) : lines.join('\n')}\n`)
  }
}
