import { Command, Option } from 'clipanion'
import { ServiceCommand } from '../service-command.ts'
import type { SessionService } from '../services/service.ts'

/** `mavs cancel`: ends a session, wherever it is worked on. */
export class CancelCommand extends ServiceCommand {
  static override paths = [['cancel']]
  static override usage = Command.Usage({
    description: 'Cancel a session and remove its files.',
    examples: [
      ['Cancel and clean up', '$0 cancel 550e8400-e29b-41d4-a716-446655440000'],
      ['Keep what was made so far', '$0 cancel 550e8400-e29b-41d4-a716-446655440000 --keep-files'],
    ],
  })

  id = Option.String({ name: 'session_id' })
  keepFiles = Option.Boolean('--keep-files', false, { description: 'Keep intermediate files' })

  protected override async perform(service: SessionService): Promise<number | void> {
    const document = await service.cancel(this.id, { keepFiles: this.keepFiles })
    const text =
      document.status === 'cancelled'
        ? `Session ${this.id} is cancelled.`
        : `Session ${this.id} had ended already: ${document.status}.`
    this.print(document, [text])
  }
}
