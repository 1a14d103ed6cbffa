import { readFileSync } from 'node:fs'
import { definePlugin, TOKENS } from '@mavs/core'
import { createPexels, PexelsOptions } from './pexels.ts'

const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }

/** Photos and footage of Pexels, where there is a key. */
export default definePlugin({
  name: '@mavs/plugin-pexels',
  version: manifest.version,
  options: PexelsOptions,
  register(registry, options) {
    registry.provide(TOKENS.mediaSearch, ({ environment }) => createPexels(options, environment))
  },
})

export { createPexels, PexelsOptions } from './pexels.ts'
