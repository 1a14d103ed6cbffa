import type { SessionService } from './services/service.ts'
import { ConfiguredCommand } from './command.ts'
import { valueOption } from './options.ts'
import { openService } from './services/open.ts'

/** A command that works with sessions, of this machine or behind a server. */
export abstract class ServiceCommand extends ConfiguredCommand {
  server = valueOption('--server', {
    about: 'Work with a server instead of this machine (MAVS_SERVER; its key: MAVS_API_KEY)',
    value: 'URL',
    variable: 'MAVS_SERVER',
  })

  /** Does the work and answers with the exit code; nothing means success. */
  protected abstract perform(service: SessionService): Promise<number | void>

  /** Whether this process works on this machine's sessions itself. */
  protected get works(): boolean {
    return false
  }

  protected override async work(): Promise<number | void> {
    const service = await openService(() => this.configured(), this.context, { server: this.server, works: this.works })
    try {
      return await this.perform(service)
    } finally {
      await service.close()
    }
  }
}
