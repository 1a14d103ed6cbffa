/** Time, injected so that tests need not wait. */
export interface Clock {
  /** Milliseconds since 1970-01-01 UTC. */
  now(): number
  /** Resolves after `ms` milliseconds; rejects with the signal's reason when aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

/** Waits for work, but no longer than a limit: then throws what `late` makes. The work itself runs on. */
export async function withinLimit<Result>(
  clock: Clock,
  limitMs: number,
  work: Result | Promise<Result>,
  late: () => Error,
): Promise<Result> {
  const done = new AbortController()
  const limit = clock.sleep(limitMs, done.signal).then(
    () => 'late' as const,
    () => 'over' as const,
  )
  const settled = Promise.resolve(work).then(
    () => 'over' as const,
    () => 'over' as const,
  )
  const outcome = await Promise.race([settled, limit])
  done.abort()
  if (outcome === 'late') throw late()
  return work
}
