import type { VideoSystem } from '@mavs/core'
import { Command, Option } from 'clipanion'
import { SystemCommand } from '../command.ts'
import { readKeyRequest } from '../key-request.ts'

/** `mavs keys create`: makes a key for callers of the server, and shows it this once. */
export class KeysCreateCommand extends SystemCommand {
  static override paths = [['keys', 'create']]
  static override usage = Command.Usage({
    category: 'Keys',
    description: 'Make an API key for callers of the server.',
    details: `
      The key is the only thing on the standard output and is shown this once; only its hash is kept.

      Scopes: \`videos:read\` and \`videos:write\` (both when omitted), \`system:read\` for statistics, \`admin\` for
      everything of everybody.
    `,
    examples: [
      ['For one user', '$0 keys create --name "Build server" --user anna'],
      ['For a month, read only', '$0 keys create --name Dashboard --user anna --scope videos:read --expires 30d'],
      ['With a limit of its own', '$0 keys create --name Partner --user partner --requests-per-minute 30'],
    ],
  })

  name = Option.String('--name', { required: true, description: 'What the key is for' })
  user = Option.String('--user', { required: true, description: 'Whose sessions it reaches' })
  scopes = Option.Array('--scope', { description: 'What it may do; can be given several times' })
  requestsPerMinute = Option.String('--requests-per-minute', { description: 'A limit instead of the server’s' })
  expires = Option.String('--expires', { description: 'When it ends: 12h, 30d, 4w, or a date' })

  protected override async perform(system: VideoSystem): Promise<number | void> {
    const { name, user, scopes, requestsPerMinute, expires } = this
    const request = readKeyRequest({ name, user, scopes, requestsPerMinute, expires }, Date.now())
    const { key, document } = await system.keys.create(request)
    this.print({ key, ...document }, [key])
    const ends = document.expires_at === null ? '' : `, until ${document.expires_at}`
    this.context.stderr.write(
      `Key ${document.key_id} of ${user} for ${document.scopes.join(', ')}${ends}. It is not shown again.\n`,
    )
  }
}
