import { createHash } from 'node:crypto'
import { open, realpath, type FileHandle } from 'node:fs/promises'
import { isAbsolute, relative, resolve, sep } from 'node:path'
import { VideoError } from '@mavs/core/essentials'
import { EXPECTED_IMAGE, readHeader, type ImageHeader } from './header.ts'

/** The largest picture file that is read. */
export const MAX_FILE_BYTES = 50 * 1024 * 1024

/** Where a timeline names a picture, e.g. `tracks.scenes.2.visual.file`, and the file's path as written there. */
export interface ImageReference {
  readonly path: string
  readonly file: string
}

/** A picture file that was read and may be decoded. */
export interface ImageFile {
  readonly bytes: Buffer
  readonly header: ImageHeader
  /** SHA-256 of the bytes, in hexadecimal. */
  readonly digest: string
}

/** Reads a picture and checks it by its header; throws `TIMELINE_INVALID` that names its place in the timeline. */
export async function readImageFile(reference: ImageReference, directory: string): Promise<ImageFile> {
  const bytes = await readInside(reference, directory, MAX_FILE_BYTES, (found) => refusal(reference, found))
  const header = readHeader(bytes)
  if ('problem' in header) throw refusal(reference, header.problem)
  return { bytes, header, digest: createHash('sha256').update(bytes).digest('hex') }
}

/** The error for a picture that can't be used. */
export function refusal({ path, file }: ImageReference, found: string): VideoError {
  return new VideoError('TIMELINE_INVALID', `${path} must be ${EXPECTED_IMAGE} (got "${file}": ${found})`, {
    details: { path, file, found },
  })
}

/**
 * Reads a file that must lie in a directory, links resolved; throws what `refuse` makes of the reason why it can't be
 * read.
 */
export async function readInside(
  reference: ImageReference,
  directory: string,
  maxBytes: number,
  refuse: (found: string) => VideoError,
): Promise<Buffer> {
  let handle: FileHandle | undefined
  try {
    handle = await open(await realPathInside(reference.file, directory))
    const facts = await handle.stat()
    if (!facts.isFile()) throw refuse(facts.isDirectory() ? 'a directory' : 'not a file')
    if (facts.size > maxBytes) throw refuse(`${Math.ceil(facts.size / 1024 / 1024)} MB`)
    return await handle.readFile()
  } catch (error) {
    throw VideoError.isInstance(error) ? error : refuse(unreadable(error))
  } finally {
    await handle?.close()
  }
}

/** A file's own path, links resolved; throws a `RangeError` when that lies outside of the directory. */
export async function realPathInside(file: string, directory: string): Promise<string> {
  const real = await realpath(resolve(directory, file))
  if (!isInside(real, await realpath(directory))) throw new RangeError("outside of the timeline's directory")
  return real
}

/** Why a file can't be read, in a few words. */
export function unreadable(error: unknown): string {
  if (error instanceof RangeError) return error.message
  const { code } = error as NodeJS.ErrnoException
  return code === 'ENOENT' ? 'no such file' : `unreadable, ${code ?? String(error)}`
}

function isInside(file: string, directory: string): boolean {
  const way = relative(directory, file)
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}
