import type { Connection } from './database.ts'

interface Memory {
  readonly version: string
  readonly values: Map<string, unknown>
}

const memories = new WeakMap<Connection, Memory>()

/** Values that one connection keeps at most. */
const VALUES_KEPT = 50

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

function currentMemory(connection: Connection): Memory {
  const version = versionOf(connection)
  const found = memories.get(connection)
  if (found?.version === version) return found
  const fresh = { version, values: new Map<string, unknown>() }
  memories.set(connection, fresh)
  return fresh
}

/** Changes with every write: of another connection, and of this one. */
function versionOf(connection: Connection): string {
  const others = Number(connection.prepare('PRAGMA data_version').pluck().get())
  const own = Number(connection.prepare('SELECT total_changes()').pluck().get())
  return `${others}/${own}`
}
