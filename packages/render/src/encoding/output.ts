import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { RenderRequest } from '@mavs/core'
import { isAlive } from '../process/alive.ts'
import { removeDraftsOf } from './segment-store.ts'

/**
 * Lets `make` write a file so that it appears at `output` whole or not at all. `make` gets a path beside it and a folder
 * for everything on the way; the folder is gone afterwards, and so are those of renderings whose process has died.
 */
export async function writeWhole<Result>(
  output: string,
  make: (draft: string, workDirectory: string) => Promise<Result>,
): Promise<Result> {
  await mkdir(dirname(output), { recursive: true })
  await removeAbandoned(output)
  const workDirectory = workDirectoryFor(output, process.pid)
  try {
    await mkdir(workDirectory)
    const draft = join(workDirectory, basename(output))
    const result = await make(draft, workDirectory)
    await rename(draft, output)
    return result
  } finally {
    await rm(workDirectory, { recursive: true, force: true })
  }
}

/** Where a process keeps what a rendering is made from. */
function workDirectoryFor(output: string, processId: number): string {
  return join(dirname(output), `.${basename(output)}.rendering-${processId}`)
}

/** Removes what a render process left that was killed. */
export async function removeLeftovers(
  { output, cacheDirectory }: RenderRequest,
  processId: number | undefined,
): Promise<void> {
  if (processId === undefined) return
  await rm(workDirectoryFor(output, processId), { recursive: true, force: true })
  if (cacheDirectory !== undefined) await removeDraftsOf(cacheDirectory, (owner) => owner === processId)
}

async function removeAbandoned(output: string): Promise<void> {
  const prefix = basename(workDirectoryFor(output, 0)).slice(0, -1)
  for (const name of await readdir(dirname(output))) {
    const owner = name.startsWith(prefix) ? Number(name.slice(prefix.length)) : Number.NaN
    if (Number.isInteger(owner) && (owner === process.pid || !isAlive(owner))) {
      await rm(join(dirname(output), name), { recursive: true, force: true })
    }
  }
}
