/** The statements with which version 1 made its databases, as they were. */
export const SCHEMA_1 = `
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
`
