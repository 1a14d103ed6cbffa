/*
 * One agent replaced, in one file: whatever the prompt, this script agent answers with a haiku.
 * node --conditions=@mavs/source examples/custom-agent/basic.ts [directory]
 */
import { join } from 'node:path'
import { createVideoSystem, definePlugin, TOKENS, type Scene, type ScriptAgent } from '@mavs/core'

const scenes = ['An old silent pond.', 'A frog jumps into the pond.', 'Splash! Silence again.'].map(
  (line, index): Scene => ({
    id: `line-${index + 1}`,
    headline: line,
    narration: line,
    claimIds: [],
    visual: { kind: 'statement', text: line },
  }),
)

const haikuAgent: ScriptAgent = {
  name: 'haiku',
  write: async ({ research }) => {
    const basis = { ...research.basis, label: 'A haiku by Matsuo Bashō, 1686' }
    return { title: 'The old pond', language: 'en', basis, scenes }
  },
}

const haiku = definePlugin({
  name: 'haiku',
  version: '1.0.0',
  register: (registry) => registry.provide(TOKENS.scriptAgent, () => haikuAgent),
})

const dataDirectory = join(process.argv[2] ?? 'videos', '.mavs')
const system = await createVideoSystem({ offline: true, dataDirectory, extraPlugins: [haiku] })
const session = await system.generate({ prompt: 'A poem about a pond', duration_preference: 10, quality: 'low' })
await system.wait(session.session_id)
console.log((await system.open(session.session_id, 'video')).path)
await system.close()
