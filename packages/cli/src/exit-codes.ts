import type { ErrorCategory } from '@mavs/core'

/** What the process ends with. */
export const EXIT_CODES = {
  success: 0,
  /** Something on this machine: disk, database, ffmpeg, or a defect of the program. */
  system: 1,
  /** What was asked for cannot be done as asked: a bad option, an unknown session. */
  user: 2,
  /** A provider outside failed, and no other one could take over. */
  provider: 3,
  /** Ctrl-C, as shells have it: 128 + SIGINT. */
  interrupted: 130,
} as const satisfies Record<ErrorCategory | 'success' | 'interrupted', number>
