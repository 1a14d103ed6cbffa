import type { VideoSystem, WebhookDelivery } from '@mavs/core'
import { Command, Option } from 'clipanion'
import { SystemCommand } from '../command.ts'
import { createPaint, paintStatus } from '../output/paint.ts'
import { table } from '../output/table.ts'
import { printable } from '../output/text.ts'
import { ServiceCommand } from '../service-command.ts'
import type { SessionService } from '../services/service.ts'

/** `mavs webhooks`: what a session's webhook was told, or will be. */
export class WebhooksCommand extends ServiceCommand {
  static override paths = [['webhooks']]
  static override usage = Command.Usage({
    description: 'Show what the webhook of a session was told, or will be.',
    examples: [['Messages with their tries', '$0 webhooks 550e8400-e29b-41d4-a716-446655440000']],
  })

  id = Option.String({ name: 'session_id' })

  protected override async perform(service: SessionService): Promise<void> {
    const deliveries = await service.webhookDeliveries(this.id)
    const paint = createPaint(this.context)
    const columns = [
      { title: 'CREATED (UTC)', text: ({ created_at: at }: WebhookDelivery) => at.slice(0, 19).replace('T', ' ') },
      { title: 'EVENT', text: ({ event }: WebhookDelivery) => event },
      {
        title: 'STATUS',
        text: ({ status }: WebhookDelivery) => status,
        paint: (status: string) => paintStatus(paint, status),
      },
      { title: 'TRIES', text: ({ attempts }: WebhookDelivery) => String(attempts.length) },
      { title: 'LAST ANSWER', text: lastAnswer },
      { title: 'MESSAGE', text: ({ message_id: id }: WebhookDelivery) => id, expendable: 1 },
      { title: 'URL', text: ({ url }: WebhookDelivery) => printable(url) },
    ]
    const lines = table(deliveries, columns, this.context.columns ?? Number.POSITIVE_INFINITY)
    this.print(deliveries, deliveries.length === 0 ? ['No message so far.'] : lines)
  }
}

/** `mavs webhooks secret`: what receivers check signatures with. */
export class WebhooksSecretCommand extends SystemCommand {
  static override paths = [['webhooks', 'secret']]
  static override usage = Command.Usage({
    description: 'Print the secret that the webhooks of this machine are signed with.',
    examples: [['For the receiver’s settings', '$0 webhooks secret']],
  })

  protected override async perform(system: VideoSystem): Promise<void> {
    const secret = await system.webhookSecret()
    this.print({ secret }, [secret])
  }
}

function lastAnswer({ attempts }: WebhookDelivery): string {
  const last = attempts.at(-1)
  if (last === undefined) return ''
  return printable(last.error ?? (last.response_status === null ? 'none' : String(last.response_status)))
}
