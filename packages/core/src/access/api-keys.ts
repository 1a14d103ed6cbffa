import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { ApiKeyRequest, Scope, type ApiKeyDocument, type ApiKeyInput } from '../domain/api-key.ts'
import { parseOrThrow } from '../errors/validation.ts'
import { VideoError } from '../errors/video-error.ts'
import type { Clock } from '../ports/clock.ts'
import { isoTime } from '../sessions/clock.ts'
import type { Connection, SessionDatabase } from '../sessions/database.ts'
import { noteNonce } from './nonces.ts'
import { signingSecretOf } from './signing-secret.ts'

/** The keys that callers of the server show. Kept as hashes in the data directory. */
export interface ApiKeys {
  /** Makes a key; `key` is its only showing. */
  create(request: ApiKeyInput): Promise<{ readonly key: string; readonly document: ApiKeyDocument }>
  list(): Promise<readonly ApiKeyDocument[]>
  /** Ends a key at once. Throws `KEY_NOT_FOUND`. */
  revoke(id: string): Promise<ApiKeyDocument>
  /** Whose key this is; undefined when it is unknown, revoked or expired. */
  find(key: string): Promise<ApiKeyDocument | undefined>
  /** What the key's holder signs requests with: base64url of 32 bytes, always the same. Throws `KEY_NOT_FOUND`. */
  signingSecret(id: string): Promise<string>
  /** Notes what a signer may say only once, until a time, for all processes. False when it was noted before. */
  noteNonce(nonce: string, until: Date): Promise<boolean>
}

/** A row of the table `api_keys`. Times are milliseconds since 1970. */
interface KeyRow {
  readonly id: string
  readonly hash: Buffer
  readonly name: string
  readonly user_id: string
  readonly scopes: string
  readonly requests_per_minute: number | null
  readonly created_at: number
  readonly expires_at: number | null
  readonly revoked_at: number | null
  readonly last_used_at: number | null
}

/** The prefix tells people, and programs that look for leaked secrets, what they have found. */
const KEY_FORM = /^mavs_([0-9a-f]{16})_[A-Za-z0-9_-]{43}$/
const LENGTH_BYTES = { id: 8, secret: 32 } as const
const USE_RESOLUTION_MS = 60_000

/** The API keys of a data directory: `mavs_<id>_<256 random bits>`, of which only a hash is kept. */
export function createApiKeys(database: SessionDatabase, clock: Clock): ApiKeys {
  const existing = (id: string) => database.read((connection) => getKey(connection, id))
  return {
    create: (request) => createKey(database, request, clock.now()),
    async list() {
      const rows = await database.read((connection) =>
        connection.prepare('SELECT * FROM api_keys ORDER BY created_at, id').all(),
      )
      return (rows as KeyRow[]).map(describeKey)
    },
    revoke: (id) =>
      database.write((connection) => {
        connection.prepare('UPDATE api_keys SET revoked_at = coalesce(revoked_at, ?) WHERE id = ?').run(clock.now(), id)
        return describeKey(getKey(connection, id))
      }),
    find: (key) => findKey(database, key, clock.now()),
    noteNonce: (nonce, until) => noteNonce(database, nonce, until.getTime(), clock.now()),
    signingSecret: async (id) => signingSecretOf(database, (await existing(id)).id),
  }
}

async function createKey(
  database: SessionDatabase,
  input: ApiKeyInput,
  now: number,
): Promise<{ readonly key: string; readonly document: ApiKeyDocument }> {
  const request = parseOrThrow(ApiKeyRequest, input, 'The key')
  const expiresAt = request.expires_at === undefined ? null : Date.parse(request.expires_at)
  if (expiresAt !== null && expiresAt <= now) {
    throw new VideoError(
      'REQUEST_INVALID',
      `The key is not valid: expires_at: expected a time to come (got ${request.expires_at}, it is ${isoTime(now)}).`,
    )
  }
  const id = randomBytes(LENGTH_BYTES.id).toString('hex')
  const key = `mavs_${id}_${randomBytes(LENGTH_BYTES.secret).toString('base64url')}`
  const row: KeyRow = {
    id,
    hash: hashOfKey(key),
    name: request.name,
    user_id: request.user_id,
    scopes: JSON.stringify(Scope.options.filter((scope) => request.scopes.includes(scope))),
    requests_per_minute: request.requests_per_minute ?? null,
    created_at: now,
    expires_at: expiresAt,
    revoked_at: null,
    last_used_at: null,
  }
  await database.write((connection) => insertKey(connection, row))
  return { key, document: describeKey(row) }
}

/** Compares in constant time. Unknown, revoked and expired keys are alike: not found. */
async function findKey(database: SessionDatabase, key: string, now: number): Promise<ApiKeyDocument | undefined> {
  const id = KEY_FORM.exec(key)?.[1]
  if (id === undefined) return undefined
  const row = await database.read((connection) => selectKey(connection, id))
  if (row === undefined || !timingSafeEqual(row.hash, hashOfKey(key))) return undefined
  if (row.revoked_at !== null || (row.expires_at !== null && row.expires_at <= now)) return undefined
  if (row.last_used_at !== null && now - row.last_used_at < USE_RESOLUTION_MS) return describeKey(row)
  // Nobody waits for the note, and a locked database is no reason to refuse a good key.
  const noted = database.write((connection) =>
    connection.prepare('UPDATE api_keys SET last_used_at = ? WHERE id = ?').run(now, id),
  )
  noted.catch(() => {})
  return describeKey({ ...row, last_used_at: now })
}

/**
 * A slow hash (scrypt, argon2) protects what people can guess. These keys are 256 random bits, which nobody can, so
 * one SHA-256 is enough, and it costs a request nothing.
 */
const hashOfKey = (key: string): Buffer => createHash('sha256').update(key).digest()

function insertKey(connection: Connection, row: KeyRow): void {
  connection
    .prepare(
      `INSERT INTO api_keys (id, hash, name, user_id, scopes, requests_per_minute, created_at, expires_at)
       VALUES (@id, @hash, @name, @user_id, @scopes, @requests_per_minute, @created_at, @expires_at)`,
    )
    .run(row)
}

const selectKey = (connection: Connection, id: string): KeyRow | undefined =>
  connection.prepare('SELECT * FROM api_keys WHERE id = ?').get(id) as KeyRow | undefined

function getKey(connection: Connection, id: string): KeyRow {
  const row = selectKey(connection, id)
  if (row !== undefined) return row
  // A whole key pasted for its id must not reach a log.
  const shown = /^[0-9a-f]{1,32}$/.test(id) ? ` "${id}"` : ' as given (16 hexadecimal digits)'
  throw new VideoError('KEY_NOT_FOUND', `No API key has the id${shown}. \`mavs keys list\` shows them.`)
}

const describeKey = (row: KeyRow): ApiKeyDocument => ({
  key_id: row.id,
  name: row.name,
  user_id: row.user_id,
  scopes: JSON.parse(row.scopes) as ApiKeyDocument['scopes'],
  requests_per_minute: row.requests_per_minute,
  created_at: isoTime(row.created_at),
  expires_at: row.expires_at === null ? null : isoTime(row.expires_at),
  revoked_at: row.revoked_at === null ? null : isoTime(row.revoked_at),
  last_used_at: row.last_used_at === null ? null : isoTime(row.last_used_at),
})
