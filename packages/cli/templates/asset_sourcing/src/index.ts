import { createRandom, definePlugin, formatFor, seedFrom, TOKENS, type Asset, type AssetAgent } from '@mavs/core'

/** Whose words may stand on a picture; what other scenes show is left alone. */
const WORDY = ['title', 'section', 'statement']
const WAVES = 5

/** Draws hills in the evening, others for each scene, behind every scene that shows words only. */
export function createHills(): AssetAgent {
  return {
    name: 'template-id',
    async source({ request, script }, context) {
      const { widthPx, heightPx } = formatFor(request.quality, request.aspect_ratio)
      const scenes = script.scenes.filter(({ visual }) => WORDY.includes(visual.kind))
      const assets: Asset[] = []
      for (const [index, { id }] of scenes.entries()) {
        context.signal.throwIfAborted()
        const artifact = `assets/${id}.svg`
        await context.artifacts.write(artifact, drawHills(widthPx, heightPx, seedFrom(context.seed, id)))
        assets.push({
          sceneId: id,
          kind: 'image',
          artifact,
          widthPx,
          heightPx,
          title: 'Hills in the evening',
          author: 'mavs-plugin-template',
          licence: 'CC0',
          provider: 'template-id',
          id,
        })
        context.report((index + 1) / scenes.length)
      }
      return assets
    },
  }
}

/** The same seed draws the same picture. */
function drawHills(width: number, height: number, seed: number): string {
  const random = createRandom(seed)
  const hue = Math.floor(random() * 360)
  const hills = Array.from({ length: WAVES }, (_, index) => {
    const top = height * (0.35 + (0.55 * index) / WAVES)
    const lift = () => top - random() * height * 0.18
    const curve = `M0 ${lift()} C ${width * 0.3} ${lift()}, ${width * 0.6} ${lift()}, ${width} ${lift()}`
    return `<path fill="hsl(${hue}, 40%, ${38 - index * 6}%)" d="${curve} V ${height} H 0 Z"/>`
  })
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">` +
    `<rect width="100%" height="100%" fill="hsl(${(hue + 40) % 360}, 55%, 62%)"/>${hills.join('')}</svg>`
  )
}

export default definePlugin({
  name: 'mavs-plugin-template',
  version: '0.1.0',
  register: (registry) => registry.provide(TOKENS.assetAgent, () => createHills()),
})
