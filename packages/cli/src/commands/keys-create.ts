import { Scope, type VideoSystem } from '@mavs/core'
import { Command } from 'clipanion'
import { SystemCommand } from '../command.ts'
import { readKeyRequest } from '../key-request.ts'
import { listOption, valueOption } from '../options.ts'
import { printable } from '../output/text.ts'

/** `mavs keys create`: makes a key for callers of the server, and shows it this once. */
export class KeysCreateCommand extends SystemCommand {
  static override paths = [['keys', 'create']]
  static override usage = Command.Usage({
    description: 'Make an API key for callers of the server.',
    details: `
      The key is the only thing on the standard output and is shown this once; only its hash is kept.

      \`system:read\` is for statistics; \`admin\` may do everything, for everybody.
    `,
    examples: [
      ['For one user', '$0 keys create --name "Build server" --user anna'],
      ['For a month, read only', '$0 keys create --name Dashboard --user anna --scope videos:read --expires 30d'],
      ['With a limit of its own', '$0 keys create --name Partner --user partner --requests-per-minute 30'],
    ],
  })

  name = valueOption('--name', { about: 'What the key is for (required)', value: 'TEXT' })
  user = valueOption('--user', { about: 'Whose sessions it reaches (required)', value: 'USER' })
  scopes = listOption('--scope', {
    about: 'What it may do',
    value: 'SCOPE',
    choices: Scope.options,
    fallback: 'videos:read videos:write',
  })
  requestsPerMinute = valueOption('--requests-per-minute', {
    about: 'A limit of its own instead of the server’s',
    value: 'N',
  })
  expires = valueOption('--expires', { about: 'When it ends: 12h, 30d, 4w, or a date', value: 'TIME' })

  protected override async perform(system: VideoSystem): Promise<void> {
    const { name, user, scopes, requestsPerMinute, expires } = this
    const request = readKeyRequest({ name, user, scopes, requestsPerMinute, expires }, Date.now())
    const { key, document } = await system.keys.create(request)
    this.print({ key, ...document }, [key])
    const ends = document.expires_at === null ? '' : `, until ${document.expires_at}`
    this.context.stderr.write(
      `Key ${document.key_id} of ${printable(document.user_id)} for ${document.scopes.join(', ')}${ends}. It is not shown again.\n`,
    )
  }
}
