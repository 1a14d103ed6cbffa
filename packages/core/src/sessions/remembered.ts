import { countWrites, type Connection } from './database.ts'

interface Memory {
  readonly version: string
  readonly values: Map<string, unknown>
  /** The writes of this process when the version was looked up, while that turn of the event loop lasts. */
  lookedUpAt: number | undefined
}

const memories = new WeakMap<Connection, Memory>()

/** Values that one connection keeps at most. */
const VALUES_KEPT = 200

/**
 * What was read under a key, until anybody writes to the database. Only for reading: what a transaction has written and
 * may still undo must not be remembered.
 */
export function remembered<Value>(connection: Connection, key: string, read: () => Value): Value {
  const { values } = currentMemory(connection)
  if (values.has(key)) return values.get(key) as Value
  if (values.size >= VALUES_KEPT) values.clear()
  const value = read()
  values.set(key, value)
  return value
}

/** Has the next read look again, in this turn too: what was just seen may be newer than what is remembered. */
export function lookAgain(connection: Connection): void {
  const memory = memories.get(connection)
  if (memory !== undefined) memory.lookedUpAt = undefined
}

function currentMemory(connection: Connection): Memory {
  const found = memories.get(connection)
  if (found?.lookedUpAt === countWrites()) return found
  const version = versionOf(connection)
  const memory = found?.version === version ? found : { version, values: new Map(), lookedUpAt: undefined }
  memories.set(connection, memory)
  keepForThisTurn(memory)
  return memory
}

/**
 * Looking a version up takes a lock on the file, which costs as much as all the rest of an answer. Requests that the same
 * turn of the event loop answers had been sent before it began, so that they may share one look.
 */
function keepForThisTurn(memory: Memory): void {
  memory.lookedUpAt = countWrites()
  setImmediate(() => (memory.lookedUpAt = undefined))
}

/** Changes with every write: of another connection, and of this one. */
function versionOf(connection: Connection): string {
  const others = Number(connection.prepare('PRAGMA data_version').pluck().get())
  const own = Number(connection.prepare('SELECT total_changes()').pluck().get())
  return `${others}/${own}`
}
