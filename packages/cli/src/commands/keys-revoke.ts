import type { VideoSystem } from '@mavs/core'
import { Command, Option } from 'clipanion'
import { SystemCommand } from '../command.ts'

/** `mavs keys revoke`: ends a key at once. */
export class KeysRevokeCommand extends SystemCommand {
  static override paths = [['keys', 'revoke']]
  static override usage = Command.Usage({
    description: 'End an API key at once.',
    examples: [['By the id that the list shows', '$0 keys revoke 3f9c1d20b7a8e456']],
  })

  id = Option.String({ name: 'key_id' })

  protected override async perform(system: VideoSystem): Promise<void> {
    const document = await system.keys.revoke(this.id)
    this.print(document, [`Key ${document.key_id} is revoked since ${document.revoked_at}.`])
  }
}
