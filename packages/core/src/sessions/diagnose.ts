import { statfs } from 'node:fs/promises'
import { VideoError } from '../errors/video-error.ts'
import type { Diagnosis } from '../ports/renderer.ts'
import type { Connection, SessionDatabase } from './database.ts'
import { tryWriting } from './files.ts'

const MEBIBYTE = 1024 * 1024
/** Under this nothing new is accepted, for a session needs room to end. */
export const REQUIRED_FREE_BYTES: number = 64 * MEBIBYTE
const COMFORTABLE_FREE_BYTES = 1024 * MEBIBYTE
const REQUIRED_NODE_MAJOR = 22

export interface StorageOptions {
  readonly dataDirectory: string
  readonly database: SessionDatabase
  readonly fingerprint: string
  readonly now: number
}

/** Bytes that this process may still write below a directory. */
export async function freeBytes(directory: string): Promise<number> {
  const found = await statfs(directory)
  return found.bavail * found.bsize
}

/** What sessions need from the machine: the runtime, a writable directory, space, a sound database. */
export async function diagnoseStorage(options: StorageOptions): Promise<Diagnosis[]> {
  return [
    diagnoseRuntime(),
    await diagnoseDirectory(options.dataDirectory),
    await diagnoseSpace(options.dataDirectory),
    await diagnoseDatabase(options.database),
    ...(await diagnoseQueue(options)),
  ]
}

function diagnoseRuntime(): Diagnosis {
  const version = process.versions.node
  if (Number(version.split('.')[0]) >= REQUIRED_NODE_MAJOR) return ok('runtime', `Node ${version}`)
  return {
    name: 'runtime',
    status: 'failed',
    message: `Node ${version} is too old`,
    remedy: `Install Node ${REQUIRED_NODE_MAJOR} or newer.`,
  }
}

/** Whether the data directory can be written. */
export async function diagnoseDirectory(directory: string): Promise<Diagnosis> {
  try {
    await tryWriting(directory)
    return ok('data directory', directory)
  } catch (error) {
    return {
      name: 'data directory',
      status: 'failed',
      message: `${directory} cannot be written: ${wordsOf(error)}`,
      remedy: 'Make it writable, or choose another one with MAVS_DATA_DIR.',
    }
  }
}

/** Free space of the data directory's disk. */
export async function diagnoseSpace(directory: string): Promise<Diagnosis> {
  const name = 'disk space'
  const remedy = 'Free some space, or run `mavs cleanup`.'
  try {
    const free = await freeBytes(directory)
    const message = `${(free / 1024 / MEBIBYTE).toFixed(1)} GiB free`
    if (free < REQUIRED_FREE_BYTES) return { name, status: 'failed', message, remedy }
    return free < COMFORTABLE_FREE_BYTES ? { name, status: 'warning', message, remedy } : ok(name, message)
  } catch (error) {
    return { name, status: 'warning', message: `free space could not be read: ${wordsOf(error)}` }
  }
}

async function diagnoseDatabase(database: SessionDatabase): Promise<Diagnosis> {
  const name = 'database'
  try {
    const answer = await database.read((connection) => connection.pragma('quick_check(1)', { simple: true }))
    if (answer === 'ok') return ok(name, database.file)
    return { name, status: 'failed', message: `${database.file} is damaged: ${String(answer)}`, remedy: SET_ASIDE }
  } catch (error) {
    return { name, status: 'failed', message: wordsOf(error), remedy: SET_ASIDE }
  }
}

const SET_ASIDE = 'Move the file away to start afresh; finished videos stay in the sessions directory beside it.'

/** Sessions that were filed with other plugins: this program will never take them. */
async function diagnoseQueue({ database, fingerprint, now }: StorageOptions): Promise<Diagnosis[]> {
  const foreign = await database.read((connection) => foreignSessions(connection, fingerprint, now)).catch(() => [])
  const first = foreign[0]
  if (first === undefined) return []
  const plugins = (JSON.parse(first.plugins) as string[]).join(', ')
  return [
    {
      name: 'queue',
      status: 'warning',
      message: `${foreign.length} waiting session(s) need other plugins, e.g. ${first.id}: ${plugins}`,
      remedy: 'Start a worker with those plugins and their options, or cancel the sessions.',
    },
  ]
}

interface ForeignSession {
  readonly id: string
  /** JSON. */
  readonly plugins: string
}

const foreignSessions = (connection: Connection, fingerprint: string, now: number): ForeignSession[] =>
  connection
    .prepare(
      `SELECT id, plugins FROM sessions INDEXED BY sessions_by_status WHERE status IN ('queued', 'processing')
         AND fingerprint <> ? AND (lease_until IS NULL OR lease_until <= ?) ORDER BY position`,
    )
    .all(fingerprint, now) as ForeignSession[]

const ok = (name: string, message: string): Diagnosis => ({ name, status: 'ok', message })

const wordsOf = (error: unknown): string =>
  VideoError.isInstance(error) || error instanceof Error ? error.message : String(error)
