import type { RunnableConfig } from '@langchain/core/runnables'
import {
  BaseCheckpointSaver,
  compareWritesSortKeys,
  copyCheckpoint,
  getCheckpointId,
  maxChannelVersion,
  TASKS,
  WRITES_IDX_MAP,
  writesSortKey,
  type Checkpoint,
  type CheckpointListOptions,
  type CheckpointMetadata,
  type CheckpointPendingWrite,
  type CheckpointTuple,
  type PendingWrite,
} from '@langchain/langgraph-checkpoint'
import type { Connection, SessionDatabase } from '../sessions/database.ts'
import { assertLease, type Lease } from '../sessions/lease.ts'
import { deleteThread } from '../sessions/threads.ts'

interface CheckpointRow {
  readonly thread_id: string
  readonly checkpoint_ns: string
  readonly checkpoint_id: string
  readonly parent_checkpoint_id: string | null
  readonly type: string
  readonly checkpoint: Buffer
  readonly metadata_type: string
  readonly metadata: Buffer
}

interface WriteRow {
  readonly task_id: string
  readonly task_path: string
  readonly idx: number
  readonly channel: string
  readonly type: string
  readonly value: Buffer
}

/**
 * LangGraph's checkpoints in the session database. With a lease every write is fenced by it, in the same transaction:
 * a process that slept past its lease cannot move a graph that another one has taken over.
 */
export class SqliteCheckpointer extends BaseCheckpointSaver {
  readonly #database: SessionDatabase
  readonly #lease: Lease | undefined

  constructor(database: SessionDatabase, lease?: Lease) {
    super()
    this.#database = database
    this.#lease = lease
  }

  override async getTuple(config: RunnableConfig): Promise<CheckpointTuple | undefined> {
    const { thread_id: threadId, checkpoint_ns: namespace = '' } = config.configurable ?? {}
    const id = getCheckpointId(config)
    if (threadId === undefined) return undefined
    const row = await this.#database.read((connection) =>
      id === ''
        ? connection
            .prepare(
              `SELECT * FROM checkpoints WHERE thread_id = ? AND checkpoint_ns = ?
               ORDER BY checkpoint_id DESC LIMIT 1`,
            )
            .get(threadId, namespace)
        : connection
            .prepare('SELECT * FROM checkpoints WHERE thread_id = ? AND checkpoint_ns = ? AND checkpoint_id = ?')
            .get(threadId, namespace, id),
    )
    return row === undefined ? undefined : this.#toTuple(row as CheckpointRow)
  }

  override async *list(config: RunnableConfig, options: CheckpointListOptions = {}): AsyncGenerator<CheckpointTuple> {
    const rows = await this.#database.read((connection) => selectRows(connection, config, options))
    let left = options.limit ?? Number.POSITIVE_INFINITY
    for (const row of rows) {
      if (left <= 0) return
      const tuple = await this.#toTuple(row)
      if (!matches(tuple.metadata, options.filter)) continue
      left -= 1
      yield tuple
    }
  }

  override async put(
    config: RunnableConfig,
    checkpoint: Checkpoint,
    metadata: CheckpointMetadata,
  ): Promise<RunnableConfig> {
    const threadId = required(config, 'thread_id', 'checkpoint')
    const namespace = String(config.configurable?.checkpoint_ns ?? '')
    const [type, checkpointBytes] = await this.serde.dumpsTyped(copyCheckpoint(checkpoint))
    const [metadataType, metadataBytes] = await this.serde.dumpsTyped(metadata)
    const parent = (config.configurable?.checkpoint_id as string | undefined) ?? null
    await this.#write((connection) => {
      connection
        .prepare('INSERT OR REPLACE INTO checkpoints VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
        .run(threadId, namespace, checkpoint.id, parent, type, checkpointBytes, metadataType, metadataBytes)
    })
    return { configurable: { thread_id: threadId, checkpoint_ns: namespace, checkpoint_id: checkpoint.id } }
  }

  override async putWrites(
    config: RunnableConfig,
    writes: PendingWrite[],
    taskId: string,
    taskPath = '',
  ): Promise<void> {
    const threadId = required(config, 'thread_id', 'writes')
    const checkpointId = required(config, 'checkpoint_id', 'writes')
    const namespace = String(config.configurable?.checkpoint_ns ?? '')
    const rows = await Promise.all(
      writes.map(async ([channel, value], position) => {
        const [type, bytes] = await this.serde.dumpsTyped(value)
        return { channel, idx: WRITES_IDX_MAP[channel] ?? position, type, bytes }
      }),
    )
    await this.#write((connection) => {
      // A special write (an error, an interrupt) replaces the one before it; an ordinary one is written once.
      const insert = (verb: string) =>
        connection.prepare(`INSERT OR ${verb} INTO checkpoint_writes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`)
      for (const row of rows) {
        insert(row.idx < 0 ? 'REPLACE' : 'IGNORE').run(
          threadId,
          namespace,
          checkpointId,
          taskId,
          taskPath,
          row.idx,
          row.channel,
          row.type,
          row.bytes,
        )
      }
    })
  }

  override async deleteThread(threadId: string): Promise<void> {
    await this.#write((connection) => deleteThread(connection, threadId))
  }

  async #write(work: (connection: Connection) => void): Promise<void> {
    await this.#database.write((connection) => {
      if (this.#lease !== undefined) assertLease(connection, this.#lease)
      work(connection)
    })
  }

  async #toTuple(row: CheckpointRow): Promise<CheckpointTuple> {
    const { thread_id, checkpoint_ns, checkpoint_id, parent_checkpoint_id } = row
    const tuple: CheckpointTuple = {
      config: { configurable: { thread_id, checkpoint_ns, checkpoint_id } },
      checkpoint: await this.#toCheckpoint(row),
      metadata: (await this.serde.loadsTyped(row.metadata_type, row.metadata)) as CheckpointMetadata,
      pendingWrites: await this.#pendingWrites(row, checkpoint_id),
    }
    if (parent_checkpoint_id === null) return tuple
    return {
      ...tuple,
      parentConfig: { configurable: { thread_id, checkpoint_ns, checkpoint_id: parent_checkpoint_id } },
    }
  }

  /** Before format 4 the sends of a step were only among the writes of the checkpoint before it. */
  async #toCheckpoint(row: CheckpointRow): Promise<Checkpoint> {
    const checkpoint = (await this.serde.loadsTyped(row.type, row.checkpoint)) as Checkpoint
    if (checkpoint.v >= 4 || row.parent_checkpoint_id === null) return checkpoint
    const writes = await this.#pendingWrites(row, row.parent_checkpoint_id)
    const sends = writes.filter(([, channel]) => channel === TASKS).map(([, , value]) => value)
    const versions = Object.values(checkpoint.channel_versions)
    const version = versions.length > 0 ? maxChannelVersion(...versions) : this.getNextVersion(undefined)
    return {
      ...checkpoint,
      channel_values: { ...checkpoint.channel_values, [TASKS]: sends },
      channel_versions: { ...checkpoint.channel_versions, [TASKS]: version },
    }
  }

  async #pendingWrites(row: CheckpointRow, checkpointId: string): Promise<CheckpointPendingWrite[]> {
    const writes = (await this.#database.read((connection) =>
      connection
        .prepare('SELECT * FROM checkpoint_writes WHERE thread_id = ? AND checkpoint_ns = ? AND checkpoint_id = ?')
        .all(row.thread_id, row.checkpoint_ns, checkpointId),
    )) as WriteRow[]
    const keyed = writes.map((write) => ({ write, key: writesSortKey(write.task_path, write.task_id, write.idx) }))
    keyed.sort((left, right) => compareWritesSortKeys(left.key, right.key))
    return Promise.all(
      keyed.map(async ({ write }): Promise<CheckpointPendingWrite> => [
        write.task_id,
        write.channel,
        await this.serde.loadsTyped(write.type, write.value),
      ]),
    )
  }
}

function selectRows(
  connection: Connection,
  config: RunnableConfig,
  { before }: CheckpointListOptions,
): CheckpointRow[] {
  const named = {
    thread_id: config.configurable?.thread_id as string | undefined,
    checkpoint_ns: config.configurable?.checkpoint_ns as string | undefined,
    checkpoint_id: config.configurable?.checkpoint_id as string | undefined,
  }
  const given = Object.entries(named).filter(([, value]) => value !== undefined)
  const conditions = ['1 = 1', ...given.map(([name]) => `${name} = @${name}`)]
  const beforeId = before?.configurable?.checkpoint_id as string | undefined
  if (beforeId !== undefined) conditions.push('checkpoint_id < @beforeId')
  return connection
    .prepare(`SELECT * FROM checkpoints WHERE ${conditions.join(' AND ')} ORDER BY checkpoint_id DESC`)
    .all({ ...Object.fromEntries(given), ...(beforeId === undefined ? {} : { beforeId }) }) as CheckpointRow[]
}

const matches = (metadata: CheckpointMetadata | undefined, filter: Record<string, unknown> | undefined): boolean =>
  Object.entries(filter ?? {}).every(
    ([name, value]) => (metadata as Record<string, unknown> | undefined)?.[name] === value,
  )

function required(config: RunnableConfig, name: 'thread_id' | 'checkpoint_id', what: string): string {
  const value: unknown = config.configurable?.[name]
  if (typeof value === 'string' && value !== '') return value
  throw new Error(
    `Failed to put ${what}. The passed RunnableConfig is missing a required "${name}" field in its "configurable" ` +
      'property.',
  )
}
