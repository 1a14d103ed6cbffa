import { randomUUID } from 'node:crypto'
import { constants } from 'node:fs'
import { copyFile, mkdir, open, rename, rm, unlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/**
 * Writes a file whole or not at all: into a file of its own beside it, to the disk, then one rename. The temporary
 * name is unique to the attempt, so that two processes never write into one file.
 */
export async function writeWhole(path: string, data: Uint8Array | string): Promise<void> {
  await replace(path, async (temporary) => {
    const file = await open(temporary, 'wx')
    try {
      await file.writeFile(data)
      await file.sync()
    } finally {
      await file.close()
    }
  })
}

/**
 * Copies a file, whole or not at all. Where the file system can, the copy shares its blocks with the original; a hard
 * link would let a tool that writes in place change both.
 */
export async function copyWhole(path: string, source: string): Promise<void> {
  await replace(path, (temporary) => copyFile(source, temporary, constants.COPYFILE_FICLONE | constants.COPYFILE_EXCL))
}

/** Writes a small file and removes it: permissions and mounts have too many forms to be asked for. */
export async function tryWriting(directory: string): Promise<void> {
  const probe = join(directory, `.${randomUUID()}.tmp`)
  await writeFile(probe, 'writable')
  await unlink(probe)
}

async function replace(path: string, make: (temporary: string) => Promise<void>): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const temporary = join(dirname(path), `.${randomUUID()}.tmp`)
  try {
    await make(temporary)
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}

/** What is wrong with a name that must stay inside its directory; undefined when nothing is. */
export function nameProblem(name: string): string | undefined {
  if (name === '') return 'is empty'
  if (name.length > 500) return 'is longer than 500 characters'
  if (/[\\:\p{Cc}]/u.test(name)) return 'holds a backslash, a colon or a control character'
  if (name.startsWith('/')) return 'starts with a slash'
  const wrong = name.split('/').some((part) => part === '' || part === '.' || part === '..')
  return wrong ? 'has an empty, "." or ".." part' : undefined
}
