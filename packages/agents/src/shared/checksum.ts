import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'

/** SHA-256 in hexadecimal. */
export const checksum = (content: Uint8Array | string): string => createHash('sha256').update(content).digest('hex')

/** SHA-256 of a file in hexadecimal, read piece by piece: videos may be larger than memory. */
export async function checksumOfFile(path: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash, { signal })
  return hash.digest('hex')
}
