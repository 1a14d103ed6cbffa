/** Whose fault: the user's input, something outside (a vendor, a disk, a missing tool), or ours. */
export type ErrorCategory = 'user' | 'provider' | 'system'

interface ErrorEntry {
  readonly category: ErrorCategory
  /** Whether the same call may succeed later. */
  readonly retryable: boolean
  /** One sentence for docs/errors.md: when it happens and what to do. */
  readonly help: string
}

/** Every error that the program raises on purpose. `docs/errors.md` lists the same codes; a test compares them. */
export const ERROR_CODES = {
  REQUEST_INVALID: {
    category: 'user',
    retryable: false,
    help: 'A field of the request is missing, unknown or out of range. The message names it.',
  },
  SCRIPT_INVALID: {
    category: 'user',
    retryable: false,
    help: 'The given script cannot be used. The message names the scene and what it lacks.',
  },
  SOURCE_INVALID: {
    category: 'user',
    retryable: false,
    help: 'A given source is empty, too large, not text, or holds too little to make scenes from.',
  },
  VOICE_UNKNOWN: {
    category: 'user',
    retryable: false,
    help: 'No speech provider knows the voice. `mavs voices` lists them.',
  },
  LANGUAGE_UNSUPPORTED: {
    category: 'user',
    retryable: false,
    help: 'No voice speaks the language of the text. Add a speech provider for it.',
  },
  SESSION_NOT_FOUND: {
    category: 'user',
    retryable: false,
    help: 'No session has this id: it was cleaned up, or belongs to another data directory.',
  },
  SESSION_UNFINISHED: {
    category: 'user',
    retryable: false,
    help: 'The session has no such file yet, or never will: ask for its status first.',
  },
  SESSION_CANCELLED: { category: 'user', retryable: false, help: 'The session was cancelled while it ran.' },
  SESSION_FAILED: {
    category: 'system',
    retryable: false,
    help: 'The session ended without a video. The message holds the reason.',
  },
  LEASE_LOST: {
    category: 'system',
    retryable: true,
    help: 'Another worker took the session over, because this one was asleep or blocked past its lease.',
  },
  QUALITY_GATE: {
    category: 'system',
    retryable: false,
    help: 'The finished video missed its delivery contract. The message lists the clauses that failed.',
  },
  CONFIG_INVALID: {
    category: 'user',
    retryable: false,
    help: 'The configuration file is missing, cannot be read, or holds a wrong field. The message names both.',
  },
  PLUGIN_INVALID: {
    category: 'user',
    retryable: false,
    help: 'A plugin could not be found, loaded or registered. The message names it and the remedy.',
  },
  PORT_MISSING: {
    category: 'user',
    retryable: false,
    help: 'No loaded plugin provides a port that the work needs. Load one, e.g. @mavs/agents.',
  },
  AGENT_OUTPUT_INVALID: {
    category: 'provider',
    retryable: false,
    help: 'An agent answered with something that is not of its schema. The message names the agent and the field.',
  },
  PROVIDER_FAILED: {
    category: 'provider',
    retryable: true,
    help: 'A provider failed or was out of reach, and no other one could take over.',
  },
  TIMED_OUT: { category: 'provider', retryable: true, help: 'A stage took longer than its limit.' },
  FFMPEG_MISSING: {
    category: 'system',
    retryable: false,
    help: 'No working ffmpeg was found. Set FFMPEG_PATH, install ffmpeg, or reinstall with optional dependencies.',
  },
  RENDER_FAILED: {
    category: 'system',
    retryable: true,
    help: 'Drawing or encoding failed. The message names the clip.',
  },
  TIMELINE_INVALID: {
    category: 'user',
    retryable: false,
    help: 'A timeline is not of its schema, or its clips do not fit together. The message names the clip.',
  },
  DISK_FULL: {
    category: 'system',
    retryable: true,
    help: 'The data directory has no space left. Free some, or run `mavs cleanup`; the session resumes.',
  },
  DATA_UNWRITABLE: {
    category: 'system',
    retryable: false,
    help: 'The data directory cannot be created or written. Choose another one with MAVS_DATA_DIR.',
  },
  DATABASE_CORRUPT: {
    category: 'system',
    retryable: false,
    help: 'The session database cannot be read. The message names the file and how to set it aside.',
  },
  DATABASE_NEWER: {
    category: 'system',
    retryable: false,
    help: 'The session database was written by a newer version of the program. Upgrade the program.',
  },
  OVERLOADED: {
    category: 'system',
    retryable: true,
    help: 'The queue is full, or the machine has too little memory left. Ask again later; nothing was filed.',
  },
  IDEMPOTENCY_CONFLICT: {
    category: 'user',
    retryable: false,
    help: 'The idempotency key was used before with another request. Use a new key for a new request.',
  },
  BATCH_INVALID: {
    category: 'user',
    retryable: false,
    help: 'A batch is empty or too large, or one of its requests is wrong and `atomic` was asked for.',
  },
  BATCH_NOT_FOUND: { category: 'user', retryable: false, help: 'No batch has this id.' },
  KEY_NOT_FOUND: { category: 'user', retryable: false, help: 'No API key has this id. `mavs keys list` shows them.' },
  URL_REFUSED: {
    category: 'user',
    retryable: false,
    help: 'A URL is not asked: it leads to a private address, is not http(s), redirects too often or answers too much.',
  },
  COST_LIMIT: {
    category: 'user',
    retryable: false,
    help: 'The next call could have taken the session past its max_cost_usd, so that it was not made. Allow more.',
  },
  COST_UNKNOWN: {
    category: 'user',
    retryable: false,
    help: 'There is a max_cost_usd, but no price for what would be called. Name it in MAVS_PRICES or option prices.',
  },
  CASSETTE_MISS: {
    category: 'user',
    retryable: false,
    help: 'A run is replayed from MAVS_CASSETTE and asks for a call that was not recorded. Record it anew.',
  },
  LISTEN_FAILED: {
    category: 'system',
    retryable: true,
    help: 'The server cannot have the address or port. The message says why; choose another with --host or --port.',
  },
  SYSTEM_CLOSED: { category: 'system', retryable: false, help: 'The video system was closed before the call.' },
} as const satisfies Record<string, ErrorEntry>

export type ErrorCode = keyof typeof ERROR_CODES
