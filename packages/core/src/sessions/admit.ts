import type { VideoRequest } from '../domain/request.ts'
import { VideoError } from '../errors/video-error.ts'
import { createArtifacts } from './artifacts.ts'
import type { SessionDatabase } from './database.ts'
import { freeBytes, REQUIRED_FREE_BYTES } from './diagnose.ts'
import type { Session } from './session.ts'
import { insertSession } from './store.ts'

export interface AdmitOptions {
  readonly database: SessionDatabase
  readonly dataDirectory: string
  /** Where the session's files go. */
  readonly directory: string
  readonly id: string
  readonly request: VideoRequest
  readonly deliverTo: string | null
  readonly plugins: readonly string[]
  readonly fingerprint: string
  readonly now: number
}

/** Files a checked request as a queued session: its files first, so that a session is never without its request. */
export async function admitSession(options: AdmitOptions): Promise<Session> {
  const { database, id, request, deliverTo, plugins, fingerprint, now } = options
  if (!/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/.test(id)) {
    throw new VideoError(
      'REQUEST_INVALID',
      `createId gave ${JSON.stringify(id)}: expected 1 to 64 letters, digits, "-" or "_".`,
    )
  }
  await checkSpace(options.dataDirectory)
  await createArtifacts(options.directory).writeJson('request.json', request)
  const { script: _script, sources: _sources, ...details } = request
  return database.write((connection) =>
    insertSession(connection, { id, request: details, deliverTo, plugins, fingerprint, now }),
  )
}

async function checkSpace(directory: string): Promise<void> {
  const free = await freeBytes(directory).catch(() => Number.POSITIVE_INFINITY)
  if (free >= REQUIRED_FREE_BYTES) return
  throw new VideoError(
    'DISK_FULL',
    `The disk of ${directory} has ${Math.floor(free / 1024 / 1024)} MiB left; a session needs at least ` +
      `${REQUIRED_FREE_BYTES / 1024 / 1024} MiB. Free some space, or run \`mavs cleanup\`.`,
    { details: { directory, freeBytes: free, requiredBytes: REQUIRED_FREE_BYTES } },
  )
}
