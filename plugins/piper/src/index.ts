import { readFileSync } from 'node:fs'
import { definePlugin, TOKENS } from '@mavs/core'
import { PiperOptions } from './options.ts'
import { createPiper } from './piper.ts'

const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }

/** Speech by the Piper of the machine. */
export default definePlugin({
  name: '@mavs/plugin-piper',
  version: manifest.version,
  options: PiperOptions,
  register(registry, options) {
    registry.provide(TOKENS.speech, ({ environment }) => createPiper(options, environment))
  },
})

export { PiperOptions } from './options.ts'
export { createPiper } from './piper.ts'
