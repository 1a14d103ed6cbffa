import type { VideoSystem } from '@mavs/core'
import { Command } from 'clipanion'
import { SystemCommand } from '../command.ts'
import { EXIT_CODES } from '../exit-codes.ts'
import { interruptible } from '../interrupt.ts'

/** `mavs work`: works on what is queued until nothing is left. `generate` starts it in the background. */
export class WorkCommand extends SystemCommand {
  static override paths = [['work']]
  static override usage = Command.Usage({
    description: 'Work on queued sessions until none is left.',
    examples: [['In the foreground', '$0 work']],
  })

  protected override get works(): boolean {
    return true
  }

  protected override async perform(system: VideoSystem): Promise<number> {
    const { interrupted } = await interruptible(
      async () => {},
      (signal) => system.idle({ signal }),
    )
    return interrupted ? EXIT_CODES.interrupted : EXIT_CODES.success
  }
}
