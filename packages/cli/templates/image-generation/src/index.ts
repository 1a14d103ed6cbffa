import { writeFile } from 'node:fs/promises'
import { createRandom, definePlugin, seedFrom, TOKENS, type ImageGenerationProvider } from '@mavs/core'
import { encodePng, type Colour } from './png.js'

/** Paints a sky over hills, in colours that the prompt's words and the seed decide. */
export function createPainter(): ImageGenerationProvider {
  return {
    id: 'template-id',
    version: '1',
    isRemote: false,
    model: 'hills',
    async generate({ prompt, widthPx, heightPx, seed }, path, { signal }) {
      const random = createRandom(seedFrom(prompt, seed))
      const colour = (): Colour => [random() * 255, random() * 255, random() * 255]
      const [sky, ground] = [colour(), colour()]
      const [waves, depth] = [2 + 4 * random(), 0.05 + 0.1 * random()]
      const picture = encodePng(widthPx, heightPx, (x, y) =>
        y < heightPx * (0.6 + depth * Math.sin((waves * x) / widthPx)) ? sky : ground,
      )
      await writeFile(path, picture, { signal })
    },
  }
}

export default definePlugin({
  name: 'mavs-plugin-template',
  version: '0.1.0',
  register: (registry) => registry.provide(TOKENS.imageGeneration, () => createPainter()),
})
