import { writeFile } from 'node:fs/promises'
import { definePlugin, TOKENS, type MediaItem, type MediaQuery, type MediaSearchProvider } from '@mavs/core'

interface Drawing {
  readonly title: string
  readonly tags: readonly string[]
  readonly sky: string
  readonly ground: string
}

/** The stock: drawings of landscapes, found by their tags. */
const DRAWINGS: readonly Drawing[] = [
  { title: 'Mountain lake', tags: ['mountain', 'lake', 'water'], sky: '#9ec9e8', ground: '#3f6b8c' },
  { title: 'Desert at noon', tags: ['desert', 'sand', 'heat', 'sun'], sky: '#f3d9a4', ground: '#c98b4a' },
  { title: 'Forest in fog', tags: ['forest', 'tree', 'fog', 'nature'], sky: '#d7e0d6', ground: '#47614a' },
  { title: 'Night over the sea', tags: ['night', 'sea', 'ocean', 'water'], sky: '#141a33', ground: '#0a2a43' },
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

const draw = ({ sky, ground }: Drawing, width: number, height: number): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">` +
  `<rect width="${width}" height="${height}" fill="${sky}"/>` +
  `<circle cx="${width * 0.72}" cy="${height * 0.3}" r="${height * 0.09}" fill="#fff" opacity="0.8"/>` +
  `<path d="M0 ${height * 0.62} Q ${width * 0.4} ${height * 0.48} ${width} ${height * 0.66} V ${height} H 0 Z" ` +
  `fill="${ground}"/></svg>`

export default definePlugin({
  name: 'mavs-plugin-template',
  version: '0.1.0',
  register: (registry) => registry.provide(TOKENS.mediaSearch, () => createStock()),
})
