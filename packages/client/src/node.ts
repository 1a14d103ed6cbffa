import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { MavsClient } from './client.ts'
import type { Download, DownloadOptions } from './download.ts'

/** How a file is fetched. */
export interface FileOptions extends DownloadOptions {
  /** Told as bytes come; `sizeBytes` is undefined where the server does not say. */
  readonly onProgress?: (receivedBytes: number, sizeBytes: number | undefined) => void
}

/**
 * Downloads into a file; answers with its size in bytes. The file appears whole, by one rename, and replaces one of the
 * same name; nothing is left behind when it fails.
 */
export async function downloadToFile(
  client: Pick<MavsClient, 'download'>,
  id: string,
  path: string,
  options: FileOptions = {},
): Promise<number> {
  return save(await client.download(id, options), path, options)
}

/** Downloads into a directory, under the usual name or the one given, as `downloadToFile` does; answers with the path. */
export async function downloadInto(
  client: Pick<MavsClient, 'download'>,
  id: string,
  directory: string,
  options: FileOptions & { readonly name?: string | undefined } = {},
): Promise<string> {
  const download = await client.download(id, options)
  const path = join(directory, options.name ?? download.name)
  await save(download, path, options)
  return path
}

async function save({ stream, sizeBytes }: Download, path: string, { onProgress }: FileOptions): Promise<number> {
  const temporary = `${path}.${randomUUID()}.part`
  let receivedBytes = 0
  async function* counted(chunks: AsyncIterable<Uint8Array>) {
    for await (const chunk of chunks) {
      receivedBytes += chunk.byteLength
      onProgress?.(receivedBytes, sizeBytes)
      yield chunk
    }
  }
  try {
    await mkdir(dirname(path), { recursive: true })
    await pipeline(Readable.fromWeb(stream), counted, createWriteStream(temporary))
    await rename(temporary, path)
    return receivedBytes
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}
