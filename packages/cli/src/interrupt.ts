import { EXIT_CODES } from './exit-codes.ts'

/**
 * Runs `work`; at Ctrl-C (or SIGTERM) calls `onInterrupt`, waits for it, and then aborts the signal that `work` was
 * given. A second Ctrl-C ends the process at once.
 */
export async function interruptible<Result>(
  onInterrupt: () => Promise<unknown>,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<{ readonly interrupted: boolean; readonly result: Result | undefined }> {
  const controller = new AbortController()
  let stopping: Promise<unknown> | undefined
  const interrupt = () => {
    if (stopping !== undefined) process.exit(EXIT_CODES.interrupted)
    stopping = onInterrupt().finally(() => controller.abort())
    // Its failure is thrown below; until then nobody waits for it.
    stopping.catch(() => {})
  }
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt)
  try {
    const result = await work(controller.signal)
    await stopping
    return { interrupted: stopping !== undefined, result }
  } catch (error) {
    if (stopping === undefined) throw error
    await stopping
    return { interrupted: true, result: undefined }
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt)
  }
}
