import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { createVideoSystem, type Clock, type VideoSystem, type VideoSystemOptions } from '@mavs/core'
import { sampleAgentsPlugin } from '@mavs/core/testing'
import { afterEach } from 'vitest'

const undo: (() => Promise<void> | void)[] = []

afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step()
})

/** Runs after the test, the latest first. */
export const afterTest = (step: () => Promise<void> | void): void => void undo.push(step)

/** A directory that is removed after the test. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'mavs-core-'))
  afterTest(() => rmSync(directory, { recursive: true, force: true }))
  return directory
}

/** A system over the sample agents that is closed after the test. */
export async function openSystem(options: VideoSystemOptions = {}): Promise<VideoSystem> {
  const system = await createVideoSystem({
    dataDirectory: options.dataDirectory ?? temporaryDirectory(),
    plugins: [sampleAgentsPlugin()],
    environment: {},
    ...options,
  })
  afterTest(() => system.close())
  return system
}

/** A promise with its switch. */
export function gate(): { readonly opened: Promise<void>; open(): void } {
  let open = (): void => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { opened, open: () => open() }
}

/** Rejects with the signal's reason when it aborts; never resolves. */
export const untilAborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    if (signal.aborted) reject(signal.reason)
    else signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })

/** The machine's clock, which a test may move on. */
export function shiftedClock(): Clock & { shift(ms: number): void } {
  let shiftMs = 0
  return {
    now: () => Date.now() + shiftMs,
    sleep: (ms, signal) => delay(ms, undefined, signal === undefined ? {} : { signal }),
    shift(ms) {
      shiftMs += ms
    },
  }
}
