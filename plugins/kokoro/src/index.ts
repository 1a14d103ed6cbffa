import { readFileSync } from 'node:fs'
import { definePlugin, TOKENS } from '@mavs/core'
import { createKokoro } from './kokoro.ts'
import { KokoroOptions } from './options.ts'

const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }

/** Speech by Kokoro, on the machine itself. */
export default definePlugin({
  name: '@mavs/plugin-kokoro',
  version: manifest.version,
  options: KokoroOptions,
  register(registry, options) {
    registry.provide(TOKENS.speech, ({ environment }) => createKokoro(options, { environment }))
  },
})

export { createKokoro, type KokoroSurroundings } from './kokoro.ts'
export { KokoroOptions } from './options.ts'
