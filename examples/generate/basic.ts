/*
 * From a prompt to a video, with no key and no network.
 * node --conditions=@mavs/source examples/generate/basic.ts [directory]
 */
import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createVideoSystem } from '@mavs/core'

const directory = process.argv[2] ?? 'videos'
const system = await createVideoSystem({ offline: true, dataDirectory: join(directory, '.mavs') })
try {
  const { session_id: id } = await system.generate({
    prompt: 'Create a short video about artificial intelligence',
    duration_preference: 12,
    style: 'educational',
    quality: 'low',
  })
  for await (const event of system.events(id)) {
    if (event.type === 'stage-start') console.log(`${event.stage} …`)
  }
  const { warnings } = await system.wait(id)
  for (const { message } of warnings) console.log(`Note: ${message}`)

  await mkdir(directory, { recursive: true })
  const video = await system.open(id, 'video')
  await pipeline(video.stream(), createWriteStream(join(directory, 'video.mp4')))
  console.log(`${join(directory, 'video.mp4')}: ${Math.round(video.sizeBytes / 1000)} kB`)
} finally {
  await system.close()
}
