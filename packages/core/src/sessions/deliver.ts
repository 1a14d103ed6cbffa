import { randomUUID } from 'node:crypto'
import { mkdir, unlink, writeFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { Delivery } from '../domain/delivery.ts'
import { VideoError } from '../errors/video-error.ts'
import type { Artifacts } from '../ports/artifacts.ts'
import { copyWhole } from './files.ts'

/** Makes sure, before a session is filed, that its files can be put there. Throws `REQUEST_INVALID`. */
export async function checkDeliveryDirectory(directory: string): Promise<void> {
  const probe = join(directory, `.${randomUUID()}.tmp`)
  try {
    await mkdir(directory, { recursive: true })
    await writeFile(probe, '')
    await unlink(probe)
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
  const target = (suffix: string) => join(directory, `video_${sessionId}${suffix}`)
  await mkdir(directory, { recursive: true })
  await copyWhole(target('.srt'), artifacts.path(delivery.srt))
  await copyWhole(target('.vtt'), artifacts.path(delivery.vtt))
  await copyWhole(target(extname(delivery.thumbnail)), artifacts.path(delivery.thumbnail))
  await copyWhole(target(`.chapters${extname(delivery.chapters)}`), artifacts.path(delivery.chapters))
  await copyWhole(target(`.credits${extname(delivery.credits)}`), artifacts.path(delivery.credits))
  await copyWhole(target('.manifest.json'), artifacts.path(delivery.manifest))
  const video = target(extname(delivery.video))
  await copyWhole(video, artifacts.path(delivery.video))
  return video
}
