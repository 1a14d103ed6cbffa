import { once } from 'node:events'
import type { VideoSystem } from '@mavs/core'
import { Command, Option } from 'clipanion'
import { SystemCommand } from '../command.ts'
import { EXIT_CODES } from '../exit-codes.ts'
import { interruptible } from '../interrupt.ts'
import { reportToSupervisor } from '../worker-process.ts'

/** `mavs work`: works on what is queued until nothing is left. `generate` starts it in the background. */
export class WorkCommand extends SystemCommand {
  static override paths = [['work']]
  static override usage = Command.Usage({
    description: 'Work on queued sessions until none is left.',
    examples: [
      ['In the foreground', '$0 work'],
      ['As a service beside `mavs serve --worker none`', '$0 work --stay'],
    ],
  })

  stay = Option.Boolean('--stay', false, { description: 'Go on when none is left, until Ctrl-C or SIGTERM' })

  protected override get works(): boolean {
    return true
  }

  protected override async perform(system: VideoSystem): Promise<number> {
    if (this.stay) reportToSupervisor()
    const { interrupted } = await interruptible(
      async () => {},
      async (signal) => void (await (this.stay ? once(signal, 'abort') : system.idle({ signal }))),
    )
    if (this.stay) return EXIT_CODES.success
    return interrupted ? EXIT_CODES.interrupted : EXIT_CODES.success
  }
}
