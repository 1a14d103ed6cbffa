import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { Timeline } from '@mavs/core'
import type * as Audio from '../../packages/render/src/audio/mix.ts'
import type * as Conversion from '../../packages/render/src/conversion/i420.ts'
import type * as Drawing from '../../packages/render/src/drawing/frame-drawer.ts'
import type * as Media from '../../packages/render/src/media/ffmpeg.ts'
import type * as Running from '../../packages/render/src/media/run.ts'

// Does what a render process does, one part after the other, and prints the CPU seconds of each as JSON.
const [timelineFile, folder] = process.argv.slice(2) as [string, string]
const spent: Record<string, number> = {}
let last = 0
const lap = (part: string) => {
  const { user, system } = process.cpuUsage()
  spent[part] = (spent[part] ?? 0) + (user + system - last) / 1e6
  last = user + system
}
lap('node')
process.env['DISABLE_SYSTEM_FONTS_LOAD'] = '1'
const built = (path: string) => import(new URL(path, import.meta.resolve('@mavs/render')).href)
const { createFrameDrawer } = (await built('drawing/frame-drawer.js')) as typeof Drawing
const { mixAudio } = (await built('audio/mix.js')) as typeof Audio
const { createI420Converter, alignRectangle } = (await built('conversion/i420.js')) as typeof Conversion
const { resolveFfmpeg } = (await built('media/ffmpeg.js')) as typeof Media
const { startFfmpeg } = (await built('media/run.js')) as typeof Running
await built('encoding/render-timeline.js')
lap('modules')

const timeline = JSON.parse(readFileSync(timelineFile, 'utf8')) as Timeline
const { signal } = new AbortController()
const { widthPx, heightPx, frameRate } = timeline.format
const drawer = await createFrameDrawer(timeline, { directory: folder })
const converter = createI420Converter(widthPx, heightPx)
lap('layout, fonts, grounds')

const total = Math.round(timeline.durationSeconds * frameRate)
for (let frame = 0; frame < total; frame++) {
  const change = drawer.draw(frame)
  const rects = change.kind === 'regions' ? change.rects : []
  const whole = change.kind === 'all' ? [{ x: 0, y: 0, width: widthPx, height: heightPx }] : []
  for (const rect of [...rects, ...whole]) {
    const aligned = alignRectangle(rect, widthPx, heightPx)
    if (aligned === undefined) continue
    const pixels = drawer.region(aligned)
    lap('drawing and reading')
    converter.convertRectangle(pixels, aligned)
    drawer.release(pixels)
    lap('conversion to I420')
  }
  await setImmediate()
  lap('drawing and reading')
}

await mixAudio(timeline, folder, { signal, output: join(folder, 'profile.wav') })
lap('sound mix')

const ffmpeg = await resolveFfmpeg()
const input = `-v error -f rawvideo -pix_fmt yuv420p -s ${widthPx}x${heightPx} -r ${frameRate} -i pipe:0 -f null -`
lap('')
const sink = startFfmpeg(ffmpeg, { arguments: input.split(' '), what: 'Sink', signal })
for (let frame = 0; frame < total; frame++) await new Promise((resolve) => sink.stdin.write(converter.frame, resolve))
sink.stdin.end()
await sink.ended
lap('writing to the pipe')
delete spent['']
console.log(JSON.stringify(spent))
