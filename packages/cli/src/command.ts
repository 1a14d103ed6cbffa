import type { VideoSystem } from '@mavs/core'
import { Command, Option } from 'clipanion'
import { configured, type ConfiguredContext } from './configured.ts'
import type { CliContext } from './context.ts'
import { reportError } from './errors.ts'
import { EXIT_CODES } from './exit-codes.ts'
import { valueOption } from './options.ts'

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

/** A command that reads the configuration file. */
export abstract class ConfiguredCommand extends JsonCommand {
  config = valueOption('--config', {
    about: 'Configuration file (MAVS_CONFIG); else mavs.config.* of the working directory',
    value: 'FILE',
    completes: 'file',
  })

  /** The context of this run under its configuration. */
  protected configured(): Promise<ConfiguredContext> {
    return configured(this.context, this.config)
  }
}

/** A command that works with this machine's video system: opened before `perform`, closed after it. */
export abstract class SystemCommand extends ConfiguredCommand {
  /** Does the work and answers with the exit code; nothing means success. */
  protected abstract perform(system: VideoSystem, context: ConfiguredContext): Promise<number | void>

  /** Whether this process works on sessions itself. */
  protected get works(): boolean {
    return false
  }

  protected override async work(): Promise<number | void> {
    const context = await this.configured()
    const system = await context.openSystem({ worker: this.works })
    try {
      return await this.perform(system, context)
    } finally {
      await system.close()
    }
  }
}
