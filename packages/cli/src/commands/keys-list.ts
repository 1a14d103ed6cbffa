import type { ApiKeyDocument, VideoSystem } from '@mavs/core'
import { Command } from 'clipanion'
import { SystemCommand } from '../command.ts'
import { table, type Column } from '../output/table.ts'
import { printable } from '../output/text.ts'

const COLUMNS: readonly Column<ApiKeyDocument>[] = [
  { title: 'KEY', text: (key) => key.key_id },
  { title: 'STATE', text: (key) => state(key, Date.now()) },
  { title: 'USER', text: (key) => printable(key.user_id) },
  { title: 'SCOPES', text: (key) => key.scopes.join(','), expendable: 1 },
  {
    title: 'LIMIT',
    text: (key) => (key.requests_per_minute === null ? '' : `${key.requests_per_minute}/min`),
    expendable: 3,
  },
  { title: 'LAST USED (UTC)', text: (key) => minute(key.last_used_at), expendable: 2 },
  { title: 'NAME', text: (key) => printable(key.name) },
]

/** `mavs keys list`: all keys with what they may do, the revoked ones too. */
export class KeysListCommand extends SystemCommand {
  static override paths = [['keys', 'list']]
  static override usage = Command.Usage({
    description: 'List the API keys.',
    examples: [['All keys, without their secrets', '$0 keys list']],
  })

  protected override async perform(system: VideoSystem): Promise<void> {
    const keys = await system.keys.list()
    const columns = this.context.columns ?? Number.POSITIVE_INFINITY
    this.print(keys, keys.length === 0 ? ['No keys yet.'] : table(keys, COLUMNS, columns))
  }
}

function state({ revoked_at: revokedAt, expires_at: expiresAt }: ApiKeyDocument, nowMs: number): string {
  if (revokedAt !== null) return 'revoked'
  if (expiresAt === null) return 'active'
  return Date.parse(expiresAt) <= nowMs ? 'expired' : `until ${expiresAt.slice(0, 10)}`
}

const minute = (time: string | null): string => (time === null ? 'never' : time.slice(0, 16).replace('T', ' '))
