import type { VideoSystem } from '@mavs/core'
import { Command, Option } from 'clipanion'
import { SystemCommand } from '../command.ts'

/** `mavs keys secret`: what the holder of a key signs requests with. */
export class KeysSecretCommand extends SystemCommand {
  static override paths = [['keys', 'secret']]
  static override usage = Command.Usage({
    description: 'Show what requests of an API key are signed with.',
    details: `
      Needed where the server asks for signed requests (\`MAVS_REQUIRE_SIGNATURE=true\`). The secret is base64url of 32
      bytes, always the same for a key, and good for nothing without the key itself.
    `,
    examples: [['By the id that the list shows', '$0 keys secret 3f9c1d20b7a8e456']],
  })

  id = Option.String({ name: 'key_id' })

  protected override async perform(system: VideoSystem): Promise<void> {
    const secret = await system.keys.signingSecret(this.id)
    this.print({ key_id: this.id, signing_secret: secret }, [secret])
  }
}
