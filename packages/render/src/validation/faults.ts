import { VideoError } from '@mavs/core/essentials'

/** The error for a timeline with faults, each a sentence that begins with its place. */
export function invalid(faults: readonly string[]): VideoError {
  return new VideoError('TIMELINE_INVALID', `The timeline does not fit together: ${faults.join('; ')}`, {
    details: { errors: faults },
  })
}

/** What a check finds wrong, as sentences that begin with the place; other errors pass. */
export function faultsIn(path: string, check: () => unknown): string[] {
  try {
    check()
    return []
  } catch (error) {
    return faultsOf(error, path)
  }
}

/** The sentences of a `TIMELINE_INVALID`; throws any other error on. */
export function faultsOf(error: unknown, path: string): string[] {
  if (!VideoError.isInstance(error) || error.code !== 'TIMELINE_INVALID') throw error
  const { errors } = error.details
  if (!Array.isArray(errors)) return [error.message]
  return errors.map(
    (fault: { path: string; message: string }) => `${[path, fault.path].filter(Boolean).join('.')}: ${fault.message}`,
  )
}
