import { isTerminal, type SessionDocument } from '@mavs/core'
import { Command, Option, UsageError } from 'clipanion'
import { EXIT_CODES } from '../exit-codes.ts'
import { interruptible } from '../interrupt.ts'
import { follow } from '../output/follow.ts'
import { createPaint } from '../output/paint.ts'
import { sessionLines, sessionTable } from '../output/sessions.ts'
import { ServiceCommand } from '../service-command.ts'
import type { SessionService } from '../services/service.ts'

const RECENT = 10
const PAGE = 100

/** `mavs status`: the newest sessions, all of them, or one; `--watch` follows it to its end. */
export class StatusCommand extends ServiceCommand {
  static override paths = [['status']]
  static override usage = Command.Usage({
    description: 'Show sessions, or follow one.',
    details: `
      \`--watch\` also sees to it that somebody works on the session: one whose process died is taken over. Without a
      session it follows the newest. Ctrl-C stops watching; the work goes on.
    `,
    examples: [
      ['The newest ten', '$0 status'],
      ['All', '$0 status --all'],
      ['Follow one to its end', '$0 status 550e8400-e29b-41d4-a716-446655440000 --watch'],
    ],
  })

  id = Option.String({ required: false, name: 'session_id' })
  all = Option.Boolean('--all,-a', false, { description: 'Show all sessions' })
  watch = Option.Boolean('--watch,-w', false, { description: 'Follow the session until it ends' })

  protected override async perform(service: SessionService): Promise<number | void> {
    if (this.watch && this.all) throw new UsageError('--watch follows one session; it does not go with --all.')
    const id = this.id ?? (this.watch ? await newestActive(service) : undefined)
    if (id === undefined) return this.list(service)
    return this.watch ? this.follow(service, id) : this.show(service, await service.status(id))
  }

  private async list(service: SessionService): Promise<void> {
    const sessions = this.all ? await everySession(service) : (await service.list({ page_size: RECENT })).sessions
    const columns = this.context.columns ?? Number.POSITIVE_INFINITY
    const lines = sessionTable(sessions, columns, createPaint(this.context))
    this.print(sessions, sessions.length === 0 ? ['No sessions yet.'] : lines)
  }

  private async follow(service: SessionService, id: string): Promise<number> {
    if (!isTerminal((await service.status(id)).status)) service.ensureWork()
    const { interrupted, result } = await interruptible(
      async () => {},
      (signal) => follow(service, id, this.context, { quiet: this.json, signal }),
    )
    if (interrupted || result === undefined) {
      this.context.stderr.write(`The work on ${id} goes on.\n`)
      return EXIT_CODES.success
    }
    await this.show(service, result)
    return result.status === 'failed' ? EXIT_CODES.system : EXIT_CODES.success
  }

  private async show(service: SessionService, document: SessionDocument): Promise<void> {
    const files = document.status === 'completed' ? await service.delivered(document.session_id) : {}
    this.print({ ...document, files }, [
      ...sessionLines(document, this.context.columns ?? Number.POSITIVE_INFINITY, createPaint(this.context)),
      ...Object.entries(files).map(([name, path]) => `${name.padEnd(9)} ${path}`),
    ])
  }
}

/** The session that a bare `--watch` means: the newest that is not at its end, else the newest. */
async function newestActive(service: SessionService): Promise<string | undefined> {
  const { sessions } = await service.list({ page_size: RECENT })
  return (sessions.find(({ status }) => !isTerminal(status)) ?? sessions[0])?.session_id
}

async function everySession(service: SessionService): Promise<SessionDocument[]> {
  // By id: a session that comes meanwhile moves another one to the next page.
  const sessions = new Map<string, SessionDocument>()
  for (let page = 1; ; page++) {
    const answer = await service.list({ page, page_size: PAGE })
    for (const session of answer.sessions) sessions.set(session.session_id, session)
    if (answer.sessions.length < PAGE) return [...sessions.values()]
  }
}
