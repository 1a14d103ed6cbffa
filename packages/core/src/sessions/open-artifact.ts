import { createReadStream } from 'node:fs'
import { realpath, stat } from 'node:fs/promises'
import { sep } from 'node:path'
import { VideoError } from '../errors/video-error.ts'
import { createArtifacts } from './artifacts.ts'
import { nameProblem } from './files.ts'
import type { Session } from './session.ts'

/** A file of a session, opened for reading. */
export interface OpenedArtifact {
  readonly path: string
  readonly sizeBytes: number
  /** Streams the file, or the bytes from `start` to `end`, both included. */
  stream(range?: { readonly start: number; readonly end: number }): NodeJS.ReadableStream
}

/** What a completed session delivers, the video first. */
export const DELIVERED = ['video', 'srt', 'vtt', 'ass', 'thumbnail', 'chapters', 'credits', 'manifest'] as const

/** Names of what a completed session delivers; any other artifact key is accepted too. */
export type DeliveredArtifact = (typeof DELIVERED)[number]

/** Opens a delivered file by its name, or any artifact by its key. Throws `SESSION_UNFINISHED` when it is not there. */
export async function openArtifact(session: Session, directory: string, artifact: string): Promise<OpenedArtifact> {
  const delivered = DELIVERED.find((name) => name === artifact)
  const key = delivered === undefined ? artifact : session.delivery?.[delivered]
  if (key === undefined) throw notThere(session, artifact)
  const problem = nameProblem(key)
  if (problem !== undefined) {
    throw new VideoError('REQUEST_INVALID', `The artifact's name ${JSON.stringify(key.slice(0, 100))} ${problem}.`)
  }
  const artifacts = createArtifacts(directory)
  if (!(await artifacts.exists(key))) throw notThere(session, artifact)
  const path = await realpath(artifacts.path(key))
  // A link that leads out of the session's directory is not one of its files.
  if (!path.startsWith((await realpath(directory)) + sep)) throw notThere(session, artifact)
  const { size } = await stat(path)
  return { path, sizeBytes: size, stream: (range) => createReadStream(path, range) }
}

const notThere = (session: Session, artifact: string): VideoError =>
  new VideoError(
    'SESSION_UNFINISHED',
    `Session ${session.id} has no artifact "${artifact.slice(0, 100)}": its status is ${session.status}.`,
    { details: { session: session.id, status: session.status, artifact: artifact.slice(0, 100) } },
  )
