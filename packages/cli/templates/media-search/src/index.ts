import { writeFile } from 'node:fs/promises'
import { definePlugin, TOKENS, type MediaItem, type MediaQuery, type MediaSearchProvider } from '@mavs/core'
import { encodePng, type Colour } from './png.js'

interface Drawing {
  readonly title: string
  readonly tags: readonly string[]
  readonly sky: Colour
  readonly ground: Colour
}

/** The stock: drawings of landscapes, found by their tags. */
const DRAWINGS: readonly Drawing[] = [
  { title: 'Mountain lake', tags: ['mountain', 'lake', 'water'], sky: [158, 201, 232], ground: [63, 107, 140] },
  { title: 'Desert at noon', tags: ['desert', 'sand', 'heat', 'sun'], sky: [243, 217, 164], ground: [201, 139, 74] },
  { title: 'Forest in fog', tags: ['forest', 'tree', 'fog', 'nature'], sky: [215, 224, 214], ground: [71, 97, 74] },
  { title: 'Night over the sea', tags: ['night', 'sea', 'ocean', 'water'], sky: [20, 26, 51], ground: [10, 42, 67] },
]

const SIZES = {
  landscape: [1920, 1080],
  portrait: [1080, 1920],
  square: [1440, 1440],
} as const satisfies Record<MediaQuery['orientation'], readonly [number, number]>

/** Pictures of the plugin's own, found by the words of the query that are among their tags. */
export function createStock(): MediaSearchProvider {
  return {
    id: 'template-id',
    version: '1',
    isRemote: false,
    kinds: ['image'],
    async search({ query, kind, orientation, minWidthPx, minHeightPx, count }) {
      const [widthPx, heightPx] = SIZES[orientation]
      if (kind !== 'image' || widthPx < minWidthPx || heightPx < minHeightPx) return []
      const words = query.toLowerCase().split(/[^\p{L}]+/u)
      return DRAWINGS.map((drawing) => ({ drawing, hits: drawing.tags.filter((tag) => words.includes(tag)).length }))
        .filter(({ hits }) => hits > 0)
        .toSorted((first, second) => second.hits - first.hits)
        .slice(0, count)
        .map(({ drawing }) => itemOf(drawing, widthPx, heightPx))
    },
    async download({ file, widthPx, heightPx }, path, { signal }) {
      const drawing = DRAWINGS.find(({ title }) => title === file)
      if (drawing === undefined) throw new Error(`there is no drawing "${file}"`)
      await writeFile(path, draw(drawing, widthPx, heightPx), { signal })
    },
  }
}

const itemOf = ({ title, tags }: Drawing, widthPx: number, heightPx: number): MediaItem => ({
  id: `${title.toLowerCase().replaceAll(' ', '-')}-${widthPx}x${heightPx}`,
  kind: 'image',
  title,
  tags,
  widthPx,
  heightPx,
  file: title,
  author: 'mavs-plugin-template',
  licence: 'CC0',
})

/** Sky above rolling ground, lighter towards the horizon. */
const draw = ({ sky, ground }: Drawing, width: number, height: number): Buffer =>
  encodePng(width, height, (x, y) => {
    const horizon = height * (0.6 + 0.06 * Math.sin((5 * x) / width))
    return y < horizon ? lighter(sky, (0.4 * y) / horizon) : ground
  })

const lighter = ([red, green, blue]: Colour, share: number): Colour => {
  const raise = (value: number) => value + (255 - value) * share
  return [raise(red), raise(green), raise(blue)]
}

export default definePlugin({
  name: 'mavs-plugin-template',
  version: '0.1.0',
  register: (registry) => registry.provide(TOKENS.mediaSearch, () => createStock()),
})
