/*
 * A plugin brings a kind of scene, and a script shows it.
 * node --conditions=@mavs/source examples/scene-kind/basic.ts [directory]
 */
import { join } from 'node:path'
import { createVideoSystem, definePlugin, TOKENS } from '@mavs/core'

const gauges = definePlugin({
  name: 'example-gauges',
  version: '1.0.0',
  register(registry) {
    const module = new URL('./gauge.ts', import.meta.url).href
    registry.provide(TOKENS.sceneKind, () => ({ kind: 'example:gauge', module }))
  },
})
const script = `# How full is the reservoir?

## After the rain

\`\`\`visual
visual: example:gauge
label: of the reservoir is full
value: 74
\`\`\`

Three quarters of the reservoir are full again, after a week of rain.
`
const dataDirectory = join(process.argv[2] ?? 'videos', '.mavs')
const system = await createVideoSystem({ offline: true, dataDirectory, extraPlugins: [gauges] })
const session = await system.generate({
  prompt: 'The reservoir',
  script: { name: 'reservoir.md', text: script },
  quality: 'low',
})
await system.wait(session.session_id)
console.log((await system.open(session.session_id, 'video')).path)
await system.close()
