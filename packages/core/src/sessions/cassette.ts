import { existsSync } from 'node:fs'
import { copyFile, mkdir, readFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { hashOf } from '../domain/canonical.ts'
import { ERROR_CODES, type ErrorCode } from '../errors/codes.ts'
import { VideoError } from '../errors/video-error.ts'
import type { Ledger, LedgerCall, LedgerEntry, LedgerFiles } from '../ports/ledger.ts'
import { copyWhole, nameProblem, writeWhole } from './files.ts'

/** A directory in which the calls to the outside are recorded, or from which they are answered. */
export interface Cassette {
  readonly directory: string
  readonly mode: 'record' | 'replay'
  /** Values that must not be in a recording. */
  readonly secrets: readonly string[]
}

/** A recorded call: a file of JSON, named by the call's hash; its files lie in a folder of the same name. */
interface Recording {
  readonly provider: string
  readonly operation: string
  readonly input: unknown
  readonly outcome: { readonly value: unknown; readonly files: readonly string[] } | { readonly failure: Failure }
}

interface Failure {
  readonly code?: unknown
  readonly name: string
  readonly message: string
  /** Of an error of a vendor's library. */
  readonly status?: unknown
  readonly details?: unknown
}

/**
 * The cassette that `MAVS_CASSETTE` names: replayed where it holds a recording, else recorded; `MAVS_CASSETTE_MODE` decides
 * otherwise. Throws `REQUEST_INVALID` for another mode.
 */
export function openCassette(environment: Readonly<Record<string, string | undefined>>): Cassette | undefined {
  const { MAVS_CASSETTE: given, MAVS_CASSETTE_MODE: asked } = environment
  if (!given) return undefined
  if (asked && asked !== 'record' && asked !== 'replay') {
    throw new VideoError('REQUEST_INVALID', `MAVS_CASSETTE_MODE must be record or replay (got "${asked}").`)
  }
  const directory = resolve(given)
  const mode = asked === 'record' || asked === 'replay' ? asked : existsSync(callsOf(directory)) ? 'replay' : 'record'
  const secrets = Object.entries(environment)
    .filter(([name, value]) => /KEY|TOKEN|SECRET|PASSWORD/i.test(name) && (value ?? '').length >= 8)
    .map(([, value]) => value!)
  return { directory, mode, secrets }
}

/**
 * A ledger whose remote calls are recorded on a cassette, or answered from it alone. On a cassette calls are known by
 * provider, operation and input, and not by their scope: a replay is another session. Throws `CASSETTE_MISS` for a call
 * that was not recorded.
 */
export const withCassette = (ledger: Ledger, cassette: Cassette): Ledger => ({
  once<Value>(call: LedgerCall, make: (files: LedgerFiles) => Promise<Value>): Promise<LedgerEntry<Value>> {
    if (call.isRemote !== true) return ledger.once(call, make)
    return cassette.mode === 'record' ? record(ledger, cassette, call, make) : replay(ledger, cassette, call)
  },
})

async function record<Value>(
  ledger: Ledger,
  cassette: Cassette,
  call: LedgerCall,
  make: (files: LedgerFiles) => Promise<Value>,
): Promise<LedgerEntry<Value>> {
  try {
    const entry = await ledger.once(call, make)
    for (const name of entry.files) {
      const target = fileOf(cassette, call, name)
      await mkdir(dirname(target), { recursive: true })
      await copyWhole(target, entry.file(name))
    }
    await write(cassette, call, { value: entry.value, files: entry.files })
    return entry
  } catch (error) {
    if (isOfOutside(error)) await write(cassette, call, { failure: failureOf(error) })
    throw error
  }
}

async function write(cassette: Cassette, call: LedgerCall, outcome: Recording['outcome']): Promise<void> {
  const { provider, operation, input } = call
  const recording: Recording = { provider, operation, input, outcome }
  const json = cassette.secrets.reduce(
    (text, secret) => text.replaceAll(JSON.stringify(secret).slice(1, -1), '(key)'),
    JSON.stringify(recording, undefined, 1),
  )
  await mkdir(callsOf(cassette.directory), { recursive: true })
  await writeWhole(callFileOf(cassette, call), json)
}

async function replay<Value>(ledger: Ledger, cassette: Cassette, call: LedgerCall): Promise<LedgerEntry<Value>> {
  const { outcome } = await find(cassette, call)
  if ('failure' in outcome) throw revived(outcome.failure)
  return ledger.once<Value>(call, async (files) => {
    for (const name of outcome.files) {
      if (nameProblem(name) !== undefined) throw damaged(cassette, call, `it names a file ${JSON.stringify(name)}`)
      await copyFile(fileOf(cassette, call, name), files.path(name))
    }
    return outcome.value as Value
  })
}

async function find(cassette: Cassette, call: LedgerCall): Promise<Recording> {
  const { provider, operation } = call
  const file = callFileOf(cassette, call)
  if (!existsSync(file)) {
    throw new VideoError(
      'CASSETTE_MISS',
      `The recording in ${cassette.directory} (MAVS_CASSETTE) holds no call of "${provider}" for "${operation}" with this ` +
        'input. Record it anew: set MAVS_CASSETTE_MODE=record, or name an empty directory.',
      { details: { provider, operation } },
    )
  }
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Recording
  } catch {
    throw damaged(cassette, call, 'it is not JSON')
  }
}

const keyOf = ({ provider, operation, input }: LedgerCall): string => hashOf({ provider, operation, input })

const callsOf = (directory: string): string => join(directory, 'calls')

const callFileOf = ({ directory }: Cassette, call: LedgerCall): string =>
  join(callsOf(directory), `${keyOf(call)}.json`)

const fileOf = ({ directory }: Cassette, call: LedgerCall, name: string): string =>
  join(directory, 'files', keyOf(call), ...name.split('/'))

const damaged = ({ directory }: Cassette, { provider, operation }: LedgerCall, what: string): VideoError =>
  new VideoError(
    'CASSETTE_MISS',
    `The recording of "${provider}" for "${operation}" in ${directory} is damaged: ${what}.`,
  )

/** Whether a failure is part of what the outside answered; an end that was called for is none. */
const isOfOutside = (error: unknown): boolean =>
  VideoError.isInstance(error)
    ? error.category === 'provider' || error.code === 'URL_REFUSED' || error.code === 'SOURCE_INVALID'
    : error instanceof Error && error.name !== 'AbortError'

function failureOf(error: unknown): Failure {
  const { name, message, code, status, details } = error as Error & Partial<Failure>
  return { name, message, code, status, details }
}

/** The failure as it was thrown. */
function revived({ code, name, message, status, details }: Failure): Error {
  const isOurs = typeof code === 'string' && code in ERROR_CODES
  if (isOurs) return new VideoError(code as ErrorCode, message, { details: (details ?? {}) as Record<string, unknown> })
  return Object.assign(new Error(message), { name, code, status })
}
