import { isTerminal, type NumberedEvent } from '@mavs/core'
import { Command, Option, UsageError } from 'clipanion'
import { EXIT_CODES } from '../exit-codes.ts'
import { interruptible } from '../interrupt.ts'
import { valueOption } from '../options.ts'
import { printable } from '../output/text.ts'
import { ServiceCommand } from '../service-command.ts'
import type { SessionService } from '../services/service.ts'

/** `mavs events`: what happens to a session, line by line, to its end. */
export class EventsCommand extends ServiceCommand {
  static override paths = [['events']]
  static override usage = Command.Usage({
    description: 'Print what happens to a session, line by line, until it ends.',
    details: `
      Each line has the event's number and time. With \`--json\` each line is a document. Ctrl-C stops reading; the work
      goes on.
    `,
    examples: [
      ['All events so far, and those to come', '$0 events 550e8400-e29b-41d4-a716-446655440000'],
      ['For a program that has read 40 of them', '$0 events 550e8400-e29b-41d4-a716-446655440000 --json --after 40'],
    ],
  })

  id = Option.String({ name: 'session_id' })
  after = valueOption('--after', { about: 'Number of the last event that is known', value: 'NUMBER', fallback: '0' })

  protected override async perform(service: SessionService): Promise<number> {
    const after = Number(this.after ?? 0)
    if (!Number.isSafeInteger(after) || after < 0) {
      throw new UsageError(`--after must be a whole number from 0 (got "${this.after}").`)
    }
    const { status } = await service.status(this.id)
    if (!isTerminal(status)) service.ensureWork()
    const { interrupted } = await interruptible(
      async () => {},
      async (signal) => {
        for await (const event of service.events(this.id, { after, signal })) this.print(event, [line(event)])
      },
    )
    return interrupted ? EXIT_CODES.interrupted : EXIT_CODES.success
  }
}

/** "12  10:30:05  stage-progress  asset_sourcing  65%  3 of 5 pictures". */
function line(event: NumberedEvent): string {
  const { number, at, type } = event
  return [String(number).padStart(4), at.slice(11, 19), type.padEnd(14), ...facts(event)].join('  ').trimEnd()
}

function facts(event: NumberedEvent): string[] {
  const percent = (progress: number) => `${String(Math.floor(progress * 100)).padStart(3)}%`
  switch (event.type) {
    case 'session-start':
      return []
    case 'stage-start':
      return [event.stage]
    case 'stage-progress':
      return [event.stage.padEnd(16), percent(event.progress), printable(event.message ?? '')]
    case 'stage-end':
      return [event.stage.padEnd(16), percent(event.progress)]
    case 'warning':
      return [printable(event.warning.message)]
    case 'session-end':
      return [event.status, printable(event.errorMessage ?? '')]
  }
}
