// A timeline without any agent becomes an MP4: node examples/render/basic.ts [output.mp4]
import { resolve } from 'node:path'
import { Timeline } from '@mavs/core'
import { createRenderer } from '@mavs/render'

const timeline = Timeline.parse({
  version: 1,
  title: 'How tides work',
  format: { widthPx: 1280, heightPx: 720, frameRate: 30 },
  durationSeconds: 10,
  style: 'educational',
  seed: 7,
  tracks: {
    scenes: [
      {
        id: 'opening',
        startSeconds: 0,
        endSeconds: 4,
        visual: { kind: 'title', headline: 'How tides work', subtitle: 'The Moon pulls, the sea follows' },
      },
      {
        id: 'cause',
        startSeconds: 4,
        endSeconds: 10,
        transition: { kind: 'crossfade', durationSeconds: 0.5 },
        visual: {
          kind: 'statement',
          text: 'Two bulges of water, and the Earth turns beneath them',
          emphasis: 'Two bulges',
        },
      },
    ],
  },
})
const renderer = createRenderer()
const output = resolve(process.argv[2] ?? 'tides.mp4')
const result = await renderer.render({ timeline, directory: '.', output }, { signal: AbortSignal.timeout(120_000) })
console.log(`${output}: ${result.durationSeconds} s, ${result.sizeBytes} bytes`)
await renderer.dispose?.()
