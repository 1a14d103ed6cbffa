import type { VideoSystem } from '@mavs/core'
import { Command, Option } from 'clipanion'
import type { CliContext } from './context.ts'
import { reportError } from './errors.ts'
import { EXIT_CODES } from './exit-codes.ts'

/** A command whose result is a document or lines, and whose errors are told in one sentence. */
export abstract class JsonCommand extends Command<CliContext> {
  json = Option.Boolean('--json', false, { description: 'Print JSON' })

  /** Does the work and answers with the exit code; nothing means success. */
  protected abstract work(): Promise<number | void>

  override async execute(): Promise<number> {
    try {
      return (await this.work()) ?? EXIT_CODES.success
    } catch (error) {
      return reportError(error, this.context)
    }
  }

  /** Prints the document with `--json`, else the lines. */
  protected print(document: unknown, lines: readonly string[]): void {
    this.context.stdout.write(`${this.json ? JSON.stringify(document) : lines.join('\n')}\n`)
  }
}

/** A command that works with this machine's video system: opened before `perform`, closed after it. */
export abstract class SystemCommand extends JsonCommand {
  /** Does the work and answers with the exit code; nothing means success. */
  protected abstract perform(system: VideoSystem): Promise<number | void>

  /** Whether this process works on sessions itself. */
  protected get works(): boolean {
    return false
  }

  protected override async work(): Promise<number | void> {
    const system = await this.context.openSystem({ worker: this.works })
    try {
      return await this.perform(system)
    } finally {
      await system.close()
    }
  }
}
