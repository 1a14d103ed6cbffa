import type Database from 'better-sqlite3'
import { VideoError } from '../errors/video-error.ts'

/** Each entry raises the schema by one version; entries are never changed once published, only added. */
const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE sessions (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    request TEXT NOT NULL,
    user_id TEXT,
    deliver_to TEXT,
    status TEXT NOT NULL,
    stage TEXT NOT NULL,
    stages TEXT NOT NULL,
    progress REAL NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    not_before INTEGER NOT NULL,
    error_code TEXT,
    error_message TEXT,
    warnings TEXT NOT NULL,
    delivery TEXT,
    plugins TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    thread_id TEXT,
    graph_version INTEGER,
    lease_epoch INTEGER NOT NULL,
    lease_owner TEXT,
    lease_until INTEGER,
    claimed_at INTEGER,
    takeovers INTEGER NOT NULL,
    takeover_progress REAL NOT NULL,
    keep_files INTEGER NOT NULL
  );
  CREATE INDEX sessions_by_status ON sessions (status, position);
  CREATE INDEX sessions_by_user ON sessions (user_id, position);
  CREATE TABLE events (
    session_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    event TEXT NOT NULL,
    PRIMARY KEY (session_id, number)
  ) WITHOUT ROWID;
  CREATE TABLE stage_durations (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    stage TEXT NOT NULL,
    seconds REAL NOT NULL,
    expected_seconds REAL NOT NULL
  );
  CREATE INDEX stage_durations_by_stage ON stage_durations (stage, position);
  CREATE TABLE ledger (
    key TEXT PRIMARY KEY,
    provider TEXT NOT NULL,
    operation TEXT NOT NULL,
    size_bytes INTEGER NOT NULL,
    used_at INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX ledger_by_use ON ledger (used_at);
  CREATE TABLE checkpoints (
    thread_id TEXT NOT NULL,
    checkpoint_ns TEXT NOT NULL,
    checkpoint_id TEXT NOT NULL,
    parent_checkpoint_id TEXT,
    type TEXT NOT NULL,
    checkpoint BLOB NOT NULL,
    metadata_type TEXT NOT NULL,
    metadata BLOB NOT NULL,
    PRIMARY KEY (thread_id, checkpoint_ns, checkpoint_id)
  );
  CREATE TABLE checkpoint_writes (
    thread_id TEXT NOT NULL,
    checkpoint_ns TEXT NOT NULL,
    checkpoint_id TEXT NOT NULL,
    task_id TEXT NOT NULL,
    task_path TEXT NOT NULL,
    idx INTEGER NOT NULL,
    channel TEXT NOT NULL,
    type TEXT NOT NULL,
    value BLOB NOT NULL,
    PRIMARY KEY (thread_id, checkpoint_ns, checkpoint_id, task_id, idx)
  );
  `,
  `
  ALTER TABLE sessions ADD COLUMN batch_id TEXT;
  CREATE INDEX sessions_by_user_and_status ON sessions (user_id, status, position);
  CREATE INDEX sessions_by_end ON sessions (updated_at, id) WHERE status IN ('completed', 'failed', 'cancelled');
  CREATE INDEX sessions_by_batch ON sessions (batch_id, position) WHERE batch_id IS NOT NULL;
  CREATE INDEX sessions_by_turn ON sessions (user_id, claimed_at);
  CREATE INDEX sessions_by_position ON sessions (position);

  CREATE TABLE session_totals (
    status TEXT PRIMARY KEY,
    count INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE session_counts (
    user_id TEXT NOT NULL,
    status TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (user_id, status)
  ) WITHOUT ROWID;
  INSERT INTO session_totals (status, count) SELECT status, count(*) FROM sessions GROUP BY 1;
  INSERT INTO session_counts (user_id, status, count)
    SELECT coalesce(user_id, ''), status, count(*) FROM sessions GROUP BY 1, 2;
  CREATE TRIGGER sessions_count_insert AFTER INSERT ON sessions BEGIN
    INSERT INTO session_totals VALUES (new.status, 1) ON CONFLICT DO UPDATE SET count = count + 1;
    INSERT INTO session_counts VALUES (coalesce(new.user_id, ''), new.status, 1)
      ON CONFLICT DO UPDATE SET count = count + 1;
  END;
  CREATE TRIGGER sessions_count_delete AFTER DELETE ON sessions BEGIN
    UPDATE session_totals SET count = count - 1 WHERE status = old.status;
    UPDATE session_counts SET count = count - 1 WHERE user_id = coalesce(old.user_id, '') AND status = old.status;
    DELETE FROM session_counts WHERE user_id = coalesce(old.user_id, '') AND status = old.status AND count = 0;
  END;
  CREATE TRIGGER sessions_count_update AFTER UPDATE OF status ON sessions WHEN old.status <> new.status BEGIN
    UPDATE session_totals SET count = count - 1 WHERE status = old.status;
    UPDATE session_counts SET count = count - 1 WHERE user_id = coalesce(old.user_id, '') AND status = old.status;
    DELETE FROM session_counts WHERE user_id = coalesce(old.user_id, '') AND status = old.status AND count = 0;
    INSERT INTO session_totals VALUES (new.status, 1) ON CONFLICT DO UPDATE SET count = count + 1;
    INSERT INTO session_counts VALUES (coalesce(new.user_id, ''), new.status, 1)
      ON CONFLICT DO UPDATE SET count = count + 1;
  END;

  CREATE TABLE batches (
    id TEXT PRIMARY KEY,
    user_id TEXT,
    created_at INTEGER NOT NULL,
    items TEXT NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX batches_by_age ON batches (created_at);
  CREATE TABLE idempotency_keys (
    user_id TEXT NOT NULL,
    key TEXT NOT NULL,
    request_hash TEXT NOT NULL,
    answer TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (user_id, key)
  ) WITHOUT ROWID;
  CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at);
  CREATE TABLE webhook_deliveries (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    session_id TEXT NOT NULL,
    url TEXT NOT NULL,
    receiver TEXT NOT NULL,
    event TEXT NOT NULL,
    payload TEXT NOT NULL,
    status TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    next_attempt_at INTEGER,
    claimed_until INTEGER,
    attempts TEXT NOT NULL
  );
  CREATE INDEX webhook_deliveries_due ON webhook_deliveries (next_attempt_at, receiver) WHERE status = 'pending';
  CREATE INDEX webhook_deliveries_by_session ON webhook_deliveries (session_id, position);
  CREATE TABLE api_keys (
    id TEXT PRIMARY KEY,
    hash BLOB NOT NULL UNIQUE,
    name TEXT NOT NULL,
    user_id TEXT NOT NULL,
    scopes TEXT NOT NULL,
    requests_per_minute INTEGER,
    created_at INTEGER NOT NULL,
    expires_at INTEGER,
    revoked_at INTEGER,
    last_used_at INTEGER
  ) WITHOUT ROWID;
  CREATE TABLE probes (
    name TEXT PRIMARY KEY,
    at INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE secrets (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE nonces (
    nonce TEXT PRIMARY KEY,
    until INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX nonces_by_end ON nonces (until);
  `,
  `
  ALTER TABLE sessions ADD COLUMN usage TEXT;
  `,
]

/** The schema that this program writes. */
export const SCHEMA_VERSION: number = MIGRATIONS.length

/**
 * Brings a database up to this program's schema, inside the caller's transaction.
 * Throws `DATABASE_NEWER` when a newer program wrote it.
 */
export function migrate(connection: Database.Database, file: string): void {
  const version = Number(connection.pragma('user_version', { simple: true }))
  if (version > SCHEMA_VERSION) {
    throw new VideoError(
      'DATABASE_NEWER',
      `The session database ${file} has schema version ${version}; this program knows versions up to ` +
        `${SCHEMA_VERSION}. Upgrade the program, or choose another data directory with MAVS_DATA_DIR.`,
      { details: { file, found: version, known: SCHEMA_VERSION } },
    )
  }
  for (const statements of MIGRATIONS.slice(version)) connection.exec(statements)
  connection.pragma(`user_version = ${SCHEMA_VERSION}`)
}
