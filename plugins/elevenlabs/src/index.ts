import { readFileSync } from 'node:fs'
import { definePlugin, TOKENS } from '@mavs/core'
import { createElevenLabs } from './elevenlabs.ts'
import { ElevenLabsOptions } from './options.ts'

const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }

/** Speech by ElevenLabs, where there is a key. */
export default definePlugin({
  name: '@mavs/plugin-elevenlabs',
  version: manifest.version,
  options: ElevenLabsOptions,
  register(registry, options) {
    registry.provide(TOKENS.speech, ({ environment }) => createElevenLabs(options, environment))
  },
})

export { createElevenLabs } from './elevenlabs.ts'
export { ElevenLabsOptions } from './options.ts'
