import { randomUUID } from 'node:crypto'
import { mkdir, readdir, rename, rm, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { isAlive } from '../process/alive.ts'
import { fileDigest } from './digest.ts'

/** Finished segments, and finished sound, by their key. */
export interface SegmentStore {
  /** A segment that an earlier rendering made; one that was damaged since is removed and counts as none. */
  find(key: string): Promise<string | undefined>
  /** A path in the same folder for a segment in the making. */
  draft(key: string): string
  /** Takes over a finished draft. Whoever looks sees it whole or not at all. */
  keep(key: string): Promise<string>
  /** Removes drafts that were not kept. */
  close(): Promise<void>
}

const DRAFT = /^\.(\d+)-[0-9a-f-]+\.mp4$/

/** Opens a folder of segments; drafts of processes that are gone are removed. */
export async function openSegmentStore(directory: string): Promise<SegmentStore> {
  await mkdir(directory, { recursive: true })
  await removeDraftsOf(directory, (processId) => !isAlive(processId))
  const drafts = new Set<string>()
  const name = `.${process.pid}-${randomUUID()}`
  const draft = (key: string) => join(directory, `${name}-${key}.mp4`)
  return {
    draft(key) {
      drafts.add(draft(key))
      return draft(key)
    },
    async close() {
      await Promise.all([...drafts].map((file) => rm(file, { force: true })))
    },
    async find(key) {
      for (const name of await readdir(directory)) {
        if (!name.startsWith(`${key}.`)) continue
        const file = join(directory, name)
        if (name !== `${key}.${await digest(file)}.mp4`) await rm(file, { force: true })
        else return touched(file)
      }
      return undefined
    },
    async keep(key) {
      const file = join(directory, `${key}.${await digest(draft(key))}.mp4`)
      await rename(draft(key), file)
      return file
    },
  }
}

/** The owner of the folder may remove what was not used for long: so use is marked. */
async function touched(file: string): Promise<string> {
  const now = new Date()
  await utimes(file, now, now)
  return file
}

/** Enough to notice that a file was damaged. */
const digest = async (file: string): Promise<string> => (await fileDigest(file)).slice(0, 16)

/** Removes the drafts of processes. */
export async function removeDraftsOf(directory: string, isMeant: (processId: number) => boolean): Promise<void> {
  const names = await readdir(directory).catch(() => [])
  for (const name of names) {
    const owner = DRAFT.exec(name)?.[1]
    if (owner !== undefined && isMeant(Number(owner))) await rm(join(directory, name), { force: true })
  }
}
