import type { ErrorCode } from './codes.ts'
import { reasonOf } from './reason.ts'
import { VideoError } from './video-error.ts'

const CODES: readonly (readonly [pattern: RegExp, code: ErrorCode])[] = [
  [/^(ENOSPC|EDQUOT|SQLITE_FULL)$/, 'DISK_FULL'],
  [/^(EACCES|EPERM|EROFS|ENOTDIR|SQLITE_READONLY.*|SQLITE_CANTOPEN.*)$/, 'DATA_UNWRITABLE'],
  [/^(SQLITE_CORRUPT.*|SQLITE_NOTADB)$/, 'DATABASE_CORRUPT'],
]

const SENTENCES: Partial<Record<ErrorCode, (place: string) => string>> = {
  DISK_FULL: (place) =>
    `No space is left for ${place}. Free some, or run \`mavs cleanup\`; what was begun resumes from where it stopped.`,
  DATA_UNWRITABLE: (place) =>
    `${place} cannot be written. Make it writable, or choose another data directory with MAVS_DATA_DIR.`,
  DATABASE_CORRUPT: (place) =>
    `The session database ${place} cannot be read: it is damaged, or not a database. ` +
    'Move the file away to start afresh; finished videos stay in the sessions directory beside it.',
}

/**
 * Turns a failure of the disk or of SQLite, however deep in the chain of causes, into its `VideoError`; anything else
 * comes back as it is. `place` is the file or directory that was being used.
 */
export function fromSystemError(error: unknown, place: string): unknown {
  const chain = causes(error)
  const known = chain.find((link) => VideoError.isInstance(link) && link.code === 'DISK_FULL')
  if (known !== undefined) return known
  const top = VideoError.isInstance(error)
  for (const link of chain) {
    const code = codeOf(link)
    // An agent's own error says more than a cause below it, save that a full disk must never fail a session for good.
    if (code !== undefined && (!top || code === 'DISK_FULL')) {
      return new VideoError(code, SENTENCES[code]?.(place) ?? place, { details: { place }, cause: error })
    }
  }
  return error
}

function codeOf(error: unknown): ErrorCode | undefined {
  if (!(error instanceof Error)) return undefined
  const systemCode = String((error as NodeJS.ErrnoException).code ?? '')
  return CODES.find(([pattern]) => pattern.test(systemCode))?.[1] ?? fullDiskInWords(error)
}

/** Tools report a full disk only in words, on their standard error. */
const fullDiskInWords = (error: Error): ErrorCode | undefined =>
  /\bENOSPC\b|No space left on device|Disk quota exceeded/.test(reasonOf(error)) ? 'DISK_FULL' : undefined

function causes(error: unknown): unknown[] {
  const chain: unknown[] = []
  for (let at = error; at !== undefined && at !== null && chain.length < 10; at = (at as Error).cause) chain.push(at)
  return chain
}
