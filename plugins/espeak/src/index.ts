import { readFileSync } from 'node:fs'
import { definePlugin, TOKENS } from '@mavs/core'
import { createEspeak } from './espeak.ts'
import { EspeakOptions } from './options.ts'

const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }

/** Speech by the eSpeak NG of the machine. */
export default definePlugin({
  name: '@mavs/plugin-espeak',
  version: manifest.version,
  options: EspeakOptions,
  register(registry, options) {
    registry.provide(TOKENS.speech, ({ environment }) => createEspeak(options, environment))
  },
})

export { createEspeak } from './espeak.ts'
export { EspeakOptions } from './options.ts'
