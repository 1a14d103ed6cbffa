import type { ErrorCategory } from '@mavs/core'

/** What the process ends with. */
export const EXIT_CODES = {
  success: 0,
  /** Something on this machine: disk, database, ffmpeg, or a defect of the program. */
  system: 1,
  /** What was asked for cannot be done as asked: a bad option, an unknown session. */
  user: 2,
  /** A provider outside failed, and no other one could take over; or the server. */
  provider: 3,
  /** Ctrl-C, as shells have it: 128 + SIGINT. */
  interrupted: 130,
} as const satisfies Record<ErrorCategory | 'success' | 'interrupted', number>

/** What each exit code means, for the documents. */
export const EXIT_MEANINGS: Readonly<Record<keyof typeof EXIT_CODES, string>> = {
  success: 'done; under `status --watch` also when you stopped watching',
  system: 'something on this machine: disk, database, ffmpeg, or a defect; also a session that ended `failed`',
  user: 'what was asked for cannot be done as asked: an option, a file, an unknown session, a key that is not allowed',
  provider:
    'a provider outside failed and no other one could take over; with `--server`, the server did or was not there',
  interrupted: 'Ctrl-C; under `generate --wait` the session was cancelled',
}
