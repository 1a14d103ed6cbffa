import { isTerminal, type SessionDocument, type VideoSystem } from '@mavs/core'
import { Command, Option, UsageError } from 'clipanion'
import { SystemCommand } from '../command.ts'
import { EXIT_CODES } from '../exit-codes.ts'
import { interruptible } from '../interrupt.ts'
import { follow } from '../output/follow.ts'
import { deliveredFiles, sessionLines } from '../output/result.ts'
import { sessionTable } from '../output/table.ts'
import { startWorker } from '../worker.ts'

const RECENT = 10
const PAGE = 100

/** `mavs status`: the newest sessions, all of them, or one; `--watch` follows it to its end. */
export class StatusCommand extends SystemCommand {
  static override paths = [['status']]
  static override usage = Command.Usage({
    description: 'Show sessions, or follow one.',
    details: `
      \`--watch\` also sees to it that somebody works on the session: one whose process died is taken over. Ctrl-C stops
      watching; the work goes on.
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

  protected override async perform(system: VideoSystem): Promise<number | void> {
    if (this.watch && this.all) throw new UsageError('--watch follows one session; it does not go with --all.')
    const id = this.id ?? (this.watch ? await newestActive(system) : undefined)
    if (id === undefined) return this.list(system)
    return this.watch ? this.follow(system, id) : this.show(system, await system.status(id))
  }

  private async list(system: VideoSystem): Promise<void> {
    const sessions = this.all ? await everySession(system) : (await system.list({ page_size: RECENT })).sessions
    const columns = this.context.columns ?? Number.POSITIVE_INFINITY
    this.print(sessions, sessions.length === 0 ? ['No sessions yet.'] : sessionTable(sessions, columns))
  }

  private async follow(system: VideoSystem, id: string): Promise<number> {
    if (!isTerminal((await system.status(id)).status)) startWorker(this.context)
    const { interrupted, result } = await interruptible(
      async () => {},
      (signal) => follow(system, id, this.context, { quiet: this.json, signal }),
    )
    if (interrupted || result === undefined) {
      this.context.stderr.write(`The work on ${id} goes on.\n`)
      return EXIT_CODES.success
    }
    await this.show(system, result)
    return result.status === 'failed' ? EXIT_CODES.system : EXIT_CODES.success
  }

  private async show(system: VideoSystem, document: SessionDocument): Promise<void> {
    const files = document.status === 'completed' ? await deliveredFiles(system, document.session_id) : {}
    this.print({ ...document, files }, [
      ...sessionLines(document),
      ...Object.entries(files).map(([name, path]) => `${name.padEnd(9)} ${path}`),
    ])
  }
}

/** The session that a bare `--watch` means: the newest that is not at its end, else the newest. */
async function newestActive(system: VideoSystem): Promise<string | undefined> {
  const { sessions } = await system.list({ page_size: RECENT })
  return (sessions.find(({ status }) => !isTerminal(status)) ?? sessions[0])?.session_id
}

async function everySession(system: VideoSystem): Promise<SessionDocument[]> {
  const sessions: SessionDocument[] = []
  for (let page = 1; ; page++) {
    const answer = await system.list({ page, page_size: PAGE })
    sessions.push(...answer.sessions)
    if (answer.sessions.length < PAGE) return sessions
  }
}
