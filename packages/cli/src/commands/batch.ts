import { readFile } from 'node:fs/promises'
import { VideoError, type BatchDocument, type BatchItem } from '@mavs/core'
import { Command, Option } from 'clipanion'
import { EXIT_CODES } from '../exit-codes.ts'
import { createPaint, paintStatus } from '../output/paint.ts'
import { table } from '../output/table.ts'
import { printable } from '../output/text.ts'
import { ServiceCommand } from '../service-command.ts'
import type { SessionService } from '../services/service.ts'

/** What the commands about batches share: how one is shown. */
abstract class AnyBatchCommand extends ServiceCommand {
  protected show(batch: BatchDocument): void {
    const paint = createPaint(this.context)
    const columns = [
      { title: '#', text: ({ index }: BatchItem) => String(index) },
      { title: 'SESSION', text: ({ session_id: id }: BatchItem) => id ?? '-' },
      { title: 'STATUS', text: ({ status }: BatchItem) => status, paint: (text: string) => paintStatus(paint, text) },
      { title: 'DONE', text: ({ progress }: BatchItem) => `${Math.floor(progress * 100)}%` },
      { title: 'ERROR', text: ({ error }: BatchItem) => printable(error ?? '') },
    ]
    const { batch_id: id, status, accepted_count: accepted, total_count: total, progress } = batch
    this.print(batch, [
      `Batch     ${id}`,
      `Status    ${paintStatus(paint, status)}, ${Math.floor(progress * 100)}%, ${accepted} of ${total} accepted`,
      '',
      ...table(batch.items, columns, this.context.columns ?? Number.POSITIVE_INFINITY),
    ])
  }
}

/** `mavs batch`: files many sessions at once. */
export class BatchCommand extends AnyBatchCommand {
  static override paths = [['batch']]
  static override usage = Command.Usage({
    description: 'Make many videos: files every request of a JSON file.',
    details: `
      The file holds a list of requests as the REST API takes them, or an object with \`batch_requests\`. A wrong request
      is told by its number, from 0, and the others are filed; then the exit code is 2.
    `,
    examples: [
      ['All that can be filed', '$0 batch videos.json'],
      ['All or none', '$0 batch videos.json --atomic'],
    ],
  })

  file = Option.String({ name: 'file' })
  atomic = Option.Boolean('--atomic', false, { description: 'One wrong request refuses all' })

  protected override async perform(service: SessionService): Promise<number> {
    const batch = await service.generateBatch(await readRequests(this.file), { atomic: this.atomic })
    service.ensureWork()
    this.show(batch)
    return batch.rejected_count === 0 ? EXIT_CODES.success : EXIT_CODES.user
  }
}

/** `mavs batch status`: how far a batch is. */
export class BatchStatusCommand extends AnyBatchCommand {
  static override paths = [['batch', 'status']]
  static override usage = Command.Usage({
    description: 'Show how far a batch is.',
    examples: [['Each of its sessions', '$0 batch status 550e8400-e29b-41d4-a716-446655440000']],
  })

  id = Option.String({ name: 'batch_id' })

  protected override async perform(service: SessionService): Promise<void> {
    this.show(await service.batch(this.id))
  }
}

/** `mavs batch cancel`: cancels what has not ended of a batch. */
export class BatchCancelCommand extends AnyBatchCommand {
  static override paths = [['batch', 'cancel']]
  static override usage = Command.Usage({
    description: 'Cancel what has not ended of a batch.',
    examples: [['All of it', '$0 batch cancel 550e8400-e29b-41d4-a716-446655440000']],
  })

  id = Option.String({ name: 'batch_id' })
  keepFiles = Option.Boolean('--keep-files', false, { description: 'Keep intermediate files' })

  protected override async perform(service: SessionService): Promise<void> {
    this.show(await service.cancelBatch(this.id, { keepFiles: this.keepFiles }))
  }
}

/** The requests of a file, unchecked. */
async function readRequests(path: string): Promise<readonly unknown[]> {
  let content: unknown
  try {
    content = JSON.parse(await readFile(path, 'utf8'))
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new VideoError('REQUEST_INVALID', `The batch ${path} cannot be read as JSON: ${reason}`, { cause })
  }
  const requests = (content as { readonly batch_requests?: unknown } | null)?.batch_requests ?? content
  if (Array.isArray(requests)) return requests
  throw new VideoError('REQUEST_INVALID', `The batch ${path} must hold a list, or an object with "batch_requests".`)
}
