import { mkdir } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { Delivery } from '../domain/delivery.ts'
import { VideoError } from '../errors/video-error.ts'
import type { Artifacts } from '../ports/artifacts.ts'
import { copyWhole, tryWriting } from './files.ts'
import { DELIVERED, type DeliveredArtifact } from './open-artifact.ts'

/** Makes sure, before a session is filed, that its files can be put there. Throws `REQUEST_INVALID`. */
export async function checkDeliveryDirectory(directory: string): Promise<void> {
  try {
    await mkdir(directory, { recursive: true })
    await tryWriting(directory)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new VideoError(
      'REQUEST_INVALID',
      `The output directory ${directory} cannot be written: ${reason}. Choose another one.`,
      { details: { directory }, cause: error },
    )
  }
}

/** Copies what a session delivers into a directory, each file whole, the video last; answers with the video's path. */
export async function deliverInto(
  directory: string,
  sessionId: string,
  delivery: Delivery,
  artifacts: Artifacts,
): Promise<string> {
  await mkdir(directory, { recursive: true })
  const target = (name: DeliveredArtifact) => join(directory, deliveredName(sessionId, name, delivery[name]))
  for (const name of DELIVERED.toReversed()) await copyWhole(target(name), artifacts.path(delivery[name]))
  return target('video')
}

/** What a delivered file is called outside its session: `video_{id}.mp4`, `video_{id}.credits.txt` … */
export function deliveredName(sessionId: string, name: DeliveredArtifact, key: string): string {
  const part = name === 'chapters' || name === 'credits' || name === 'manifest' ? `.${name}` : ''
  return `video_${sessionId}${part}${extname(key)}`
}
