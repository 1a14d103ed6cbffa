// A timeline document becomes an MP4: node examples/render/from-file.ts [timeline.json] [output.mp4]
import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createRenderer, validateTimeline } from '@mavs/render'

const examples = fileURLToPath(new URL('.', import.meta.url))
const file = resolve(process.argv[2] ?? `${examples}/timelines/chart-bar.json`)
const output = resolve(process.argv[3] ?? 'timeline.mp4')
const timeline = validateTimeline(JSON.parse(await readFile(file, 'utf8')))
// Pictures and sounds are named relative to this directory.
const directory = resolve(dirname(file), '..')
const renderer = createRenderer()
const result = await renderer.render({ timeline, directory, output }, { signal: AbortSignal.timeout(600_000) })
for (const { message } of result.warnings) console.warn(message)
console.log(`${output}: ${result.durationSeconds} s, ${result.sizeBytes} bytes`)
await renderer.dispose?.()
