import type { VideoSystemOptions } from '@mavs/core'
import { listen, serverOptionsFromEnvironment, type Listening } from '@mavs/server'
import { Command, Option, UsageError } from 'clipanion'
import { ConfiguredCommand } from '../command.ts'
import { outliveForgottenPromises } from '../forgotten.ts'
import { interruptible } from '../interrupt.ts'
import { createLogger } from '../logger.ts'
import { valueOption } from '../options.ts'
import { superviseServer } from '../supervisor.ts'
import { VERSION } from '../version.ts'
import { keepWorker } from '../worker-process.ts'

const WORKER_PLACES = ['inside', 'process', 'none'] as const

/** `mavs serve`: the REST API over this machine's sessions, and the worker that makes their videos. */
export class ServeCommand extends ConfiguredCommand {
  static override paths = [['serve']]
  static override usage = Command.Usage({
    description: 'Start the REST API server.',
    details: `
      Serves this machine's sessions, works on them, and logs to the standard error as JSON (\`LOG_LEVEL\`). Ctrl-C or
      SIGTERM stops it: answers finish, and running sessions go on when it, or any other worker, starts again. A second
      Ctrl-C stops it at once. docs/configuration.md lists the settings.
    `,
    examples: [
      ['On port 8000 of this machine', '$0 serve'],
      ['For others too; they need keys', 'MAVS_AUTH=keys $0 serve --host 0.0.0.0 --port 8080'],
      ['Start again when a source file changes', '$0 serve --reload'],
    ],
  })

  host = valueOption('--host', { about: 'Address to listen on (MAVS_HOST)', value: 'ADDRESS', fallback: '127.0.0.1' })
  port = valueOption('--port', { about: 'Port to listen on (MAVS_PORT)', value: 'PORT', fallback: '8000' })
  worker = valueOption('--worker', {
    about: 'Where videos are made: in this process, in one of its own that is started again, or by `mavs work --stay`',
    value: 'PLACE',
    choices: WORKER_PLACES,
    fallback: 'inside',
  })
  reload = Option.Boolean('--reload', false, { description: 'Start again when sources or configuration change' })

  protected override async work(): Promise<number | void> {
    const port = this.port === undefined ? {} : { port: portOf(this.port) }
    const context = await this.configured()
    const { config, dataDirectory, openSystem } = context
    const place = placeOf(this.worker ?? config.server?.worker)
    const options = serverOptionsFromEnvironment(this.context.environment, config)
    if (this.reload) return superviseServer(this.context)
    const logger = createLogger({ LOG_LEVEL: 'info', ...this.context.environment })
    const worker = place === 'inside'
    const system = await openSystem({ ...options.system, ...this.systemOptions(), logger, worker })
    // The worker's process has a handler; here, plugins check requests.
    if (!worker) outliveForgottenPromises(logger, (line) => void this.context.stderr.write(line))
    const beside = place === 'process' ? keepWorker({ context, logger }) : undefined
    try {
      const host = this.host === undefined ? {} : { host: this.host }
      const server = await listen(system, { ...options.server, ...host, ...port, version: VERSION, logger })
      this.announce(server, dataDirectory)
      await interruptible(
        async () => {
          await server.close()
          await Promise.all([beside?.close(), system.close()])
        },
        (signal) => new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve())),
      )
    } finally {
      await Promise.all([beside?.close(), system.close()])
    }
  }

  /** The supervisor of `--reload` wants to hear what this process loads, but not what its helpers do. */
  private systemOptions(): Pick<VideoSystemOptions, 'environment'> {
    return { environment: { ...this.context.environment, WATCH_REPORT_DEPENDENCIES: undefined } }
  }

  private announce({ address, isOpenToAll }: Listening, dataDirectory: string): void {
    const { stdout, stderr } = this.context
    if (isOpenToAll) stderr.write(WARNING)
    const document = { url: address, docs_url: `${address}/docs`, data_directory: dataDirectory }
    if (this.json) stdout.write(`${JSON.stringify(document)}\n`)
    else stderr.write(`MAVS serves ${dataDirectory} at ${address}\nDocumentation: ${document.docs_url}\n`)
  }
}

const WARNING =
  'WARNING: others than this machine reach this server, and nobody is asked who they are: everybody may do everything.\n' +
  'WARNING: set MAVS_AUTH=keys and make a key with `mavs keys create`, or listen on 127.0.0.1.\n'

function placeOf(text: string = 'inside'): (typeof WORKER_PLACES)[number] {
  const place = WORKER_PLACES.find((known) => known === text)
  if (place !== undefined) return place
  throw new UsageError(`--worker must be one of ${WORKER_PLACES.join(', ')} (got "${text}").`)
}

function portOf(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN
  if (port <= 65_535) return port
  throw new UsageError(`--port must be a whole number from 0 to 65535 (got "${text}").`)
}
