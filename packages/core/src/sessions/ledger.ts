import { randomUUID } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { mkdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fromSystemError } from '../errors/system-error.ts'
import { VideoError } from '../errors/video-error.ts'
import type { Ledger, LedgerCall, LedgerEntry, LedgerFiles } from '../ports/ledger.ts'
import { hashOf } from '../domain/canonical.ts'
import { nameProblem, writeWhole } from './files.ts'
import type { LedgerIndex } from './ledger-index.ts'

export interface LedgerOptions {
  readonly directory: string
  /** Knows sizes and last uses, and keeps the whole within its limit. Without one nothing is ever removed. */
  readonly index?: LedgerIndex
}

/** What is written beside an entry's files. */
interface StoredCall {
  readonly value?: unknown
  readonly files: readonly { readonly name: string; readonly sizeBytes: number }[]
}

interface FoundEntry {
  readonly directory: string
  readonly record: StoredCall
}

/** Bumped when what is stored for a call changes its form. */
const LEDGER_VERSION = 1

/** A ledger in a directory: a folder for each entry, named by the hash of its call. */
export function createLedger(options: LedgerOptions): Ledger {
  const running = new Map<string, Promise<unknown>>()
  const once = async <Value>(call: LedgerCall, make: (files: LedgerFiles) => Promise<Value>) => {
    const { provider, operation, input, scope } = call
    const key = hashOf({ version: LEDGER_VERSION, provider, operation, input, ...(scope !== undefined && { scope }) })
    for (let other = running.get(key); other !== undefined; other = running.get(key)) {
      const failure = await other.then(
        () => undefined,
        (error: unknown) => ({ error }),
      )
      // A failed call failed for everybody; one that was called off is made again by whoever still needs it.
      if (failure !== undefined && !isCalledOff(failure.error)) throw failure.error
    }
    const work = findOrMake<Value>(options, key, call, make)
    running.set(key, work)
    try {
      return await work
    } finally {
      running.delete(key)
    }
  }
  return { once }
}

async function findOrMake<Value>(
  options: LedgerOptions,
  key: string,
  call: LedgerCall,
  make: (files: LedgerFiles) => Promise<Value>,
): Promise<LedgerEntry<Value>> {
  const directory = join(options.directory, key.slice(0, 2), key)
  try {
    const found = await readEntry(directory)
    if (found !== undefined) {
      await options.index?.note(key, call, sizeOf(found.record))
      // Looked at again: until its use was noted, another process may have evicted it.
      if ((await readEntry(directory)) !== undefined) return toEntry<Value>(found, true)
    }
    const made = await makeEntry(options, key, call, directory, make)
    await options.index?.evict(key)
    return toEntry<Value>(made, false)
  } catch (error) {
    throw fromSystemError(error, options.directory)
  }
}

/** An entry counts only when every file that it names is there in full. */
async function readEntry(directory: string): Promise<FoundEntry | undefined> {
  try {
    const record = JSON.parse(await readFile(join(directory, 'entry.json'), 'utf8')) as StoredCall
    for (const file of record.files) {
      const found = await stat(join(directory, 'files', file.name))
      if (found.size !== file.sizeBytes) return undefined
    }
    return { directory, record }
  } catch {
    return undefined
  }
}

async function makeEntry<Value>(
  options: LedgerOptions,
  key: string,
  call: LedgerCall,
  directory: string,
  make: (files: LedgerFiles) => Promise<Value>,
): Promise<FoundEntry> {
  const temporary = join(options.directory, 'unfinished', `${key}.${randomUUID()}`)
  const names = new Set<string>()
  try {
    await mkdir(join(temporary, 'files'), { recursive: true })
    const value = await make(filesOf(temporary, names))
    const record: StoredCall = { value, files: await measureFiles(temporary, names, call) }
    await writeWhole(join(temporary, 'entry.json'), JSON.stringify(record))
    // Indexed first: an index without files is harmless, files without an index would never be evicted.
    await options.index?.note(key, call, sizeOf(record))
    await putInPlace(temporary, directory)
    return { directory, record: JSON.parse(JSON.stringify(record)) as StoredCall }
  } finally {
    await rm(temporary, { recursive: true, force: true })
  }
}

/** Another process may have made the same call meanwhile: then its entry stays, and ours goes. */
async function putInPlace(temporary: string, directory: string): Promise<void> {
  await mkdir(dirname(directory), { recursive: true })
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      return await rename(temporary, directory)
    } catch (error) {
      if (!/^(EEXIST|ENOTEMPTY|EPERM)$/.test(String((error as NodeJS.ErrnoException).code))) throw error
      if ((await readEntry(directory)) !== undefined) return
      await rm(directory, { recursive: true, force: true })
    }
  }
  await rename(temporary, directory)
}

function filesOf(temporary: string, names: Set<string>): LedgerFiles {
  const path = (name: string) => {
    const problem = nameProblem(name)
    if (problem !== undefined) {
      throw new VideoError('REQUEST_INVALID', `The ledger's file name ${JSON.stringify(name)} ${problem}.`)
    }
    names.add(name)
    const absolute = join(temporary, 'files', ...name.split('/'))
    mkdirSync(dirname(absolute), { recursive: true })
    return absolute
  }
  return { path, write: (name, data) => writeWhole(path(name), data) }
}

async function measureFiles(
  temporary: string,
  names: ReadonlySet<string>,
  call: LedgerCall,
): Promise<StoredCall['files']> {
  return Promise.all(
    [...names].map(async (name) => {
      const found = await stat(join(temporary, 'files', name)).catch(() => undefined)
      if (found?.isFile() === true) return { name, sizeBytes: found.size }
      throw new VideoError(
        'AGENT_OUTPUT_INVALID',
        `${call.provider} asked for the file "${name}" in the operation "${call.operation}" and did not write it.`,
      )
    }),
  )
}

const sizeOf = (record: StoredCall): number =>
  record.files.reduce((total, file) => total + file.sizeBytes, JSON.stringify(record).length)

const toEntry = <Value>({ directory, record }: FoundEntry, reused: boolean): LedgerEntry<Value> => ({
  value: record.value as Value,
  files: record.files.map(({ name }) => name),
  file: (name) => join(directory, 'files', ...name.split('/')),
  reused,
})

const CALLED_OFF = new Set(['SESSION_CANCELLED', 'LEASE_LOST', 'SYSTEM_CLOSED', 'TIMED_OUT'])

const isCalledOff = (error: unknown): boolean =>
  VideoError.isInstance(error)
    ? CALLED_OFF.has(error.code)
    : error instanceof Error && /^(AbortError|TimeoutError)$/.test(error.name)
