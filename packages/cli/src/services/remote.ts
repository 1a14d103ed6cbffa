import { createClient, MavsApiError, type MavsClient } from '@mavs/client'
import { downloadInto } from '@mavs/client/node'
import { DELIVERED, VideoError, type DeliveredArtifact, type VideoRequestInput } from '@mavs/core'
import type { CliContext } from '../context.ts'
import type { FilingOptions, Observer, SessionService } from './service.ts'

const REFRESH_MS = 5000
/** A server that is away at the first question is told at once; one that goes away meanwhile is waited for. */
const RETRIES = { asking: 1, following: 8 }
/** Waits that are worth a line. */
const LONG_WAIT_MS = 2000

/** The sessions behind a server. Throws `REQUEST_INVALID` for an address that is none. */
export function createRemoteService(address: string, context: CliContext): SessionService {
  const tell = (text: string) => void context.stderr.write(`mavs: ${text}\n`)
  const client = clientOf(address, context, RETRIES.asking, tell)
  const patient = clientOf(address, context, RETRIES.following, tell)
  return {
    refreshMs: REFRESH_MS,
    generate: (request, options) => generate(client, request, options),
    estimate: (request) => client.estimate(request),
    generateBatch: (requests, options) => client.generateBatch(requests as readonly VideoRequestInput[], options),
    batch: (id) => client.batch(id),
    cancelBatch: (id, options) => client.cancelBatch(id, options),
    status: (id) => client.status(id),
    list: (query) => client.list(query),
    async cancel(id, options) {
      await client.cancel(id, options)
      return client.status(id)
    },
    cleanup: ({ maxAgeHours, dryRun }) =>
      client.cleanup({ dryRun, ...(maxAgeHours === undefined ? {} : { maxAgeHours }) }),
    stats: () => client.stats(),
    ensureWork: () => {},
    events: (id, options) => patient.events(id, options),
    follow: (id, observer, signal) =>
      follow(clientOf(address, context, RETRIES.following, observer.notice), id, observer, signal),
    delivered: (id, directory) =>
      forEachFile(async (artifact) =>
        directory === undefined
          ? client.address(id, artifact).href
          : downloadInto(patient, id, directory, { artifact }),
      ),
    save: (id, artifact, { directory, name, signal }) =>
      downloadInto(patient, id, directory, { artifact, name, signal }),
    webhookDeliveries: (id) => client.webhookDeliveries(id),
    async readDocument(path, role) {
      const system = await context.openSystem({ worker: false })
      try {
        return await system.readDocument(path, role)
      } finally {
        await system.close()
      }
    },
    close: async () => {},
  }
}

/** A client that says, once, why it has to wait. */
function clientOf(
  address: string,
  { environment }: CliContext,
  retries: number,
  tell: (text: string) => void,
): MavsClient {
  const { MAVS_API_KEY: apiKey, MAVS_SIGNING_SECRET: signingSecret } = environment
  let told: string | undefined
  try {
    return createClient({
      baseUrl: address,
      retries,
      ...(apiKey ? { apiKey } : {}),
      ...(signingSecret ? { signingSecret } : {}),
      onRetry: ({ message }, delayMs) => {
        if (delayMs < LONG_WAIT_MS || message === told) return
        told = message
        tell(`${message} Trying again.`)
      },
    })
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new VideoError('REQUEST_INVALID', `--server or MAVS_SERVER: ${reason}`, { cause })
  }
}

async function generate(client: MavsClient, request: VideoRequestInput, options: FilingOptions) {
  const { deliverTo, waits, idempotencyKey } = options
  if (deliverTo !== undefined && !waits) {
    throw new VideoError(
      'REQUEST_INVALID',
      '--output needs --wait with a server: nobody would be here to fetch the video. `mavs download` fetches it later.',
    )
  }
  const { session_id: id } = await client.generate(request, idempotencyKey === undefined ? {} : { idempotencyKey })
  return client.status(id)
}

/** How the session ended is asked for afterwards. */
async function follow(client: MavsClient, id: string, observer: Observer, signal: AbortSignal): Promise<void> {
  try {
    await client.wait(id, { onEvent: observer.event, signal })
  } catch (error) {
    const hasEnded = MavsApiError.isInstance(error) && /^SESSION_(FAILED|CANCELLED)$/.test(error.code)
    if (!hasEnded && !signal.aborted) throw error
  }
}

async function forEachFile(
  locate: (artifact: DeliveredArtifact) => Promise<string>,
): Promise<Record<DeliveredArtifact, string>> {
  const entries: [string, string][] = []
  for (const artifact of DELIVERED) entries.push([artifact, await locate(artifact)])
  return Object.fromEntries(entries) as Record<DeliveredArtifact, string>
}
