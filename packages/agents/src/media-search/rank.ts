import type { MediaItem, MediaRanker } from '@mavs/core'

/** Shares of a score: the query's words in the title, the same in title or tags, and the narration's words. */
const WEIGHTS = { title: 0.35, anywhere: 0.55, narration: 0.1 }
/** A match below this shows something else: a drawn scene is better. */
export const LEAST_SCORE = 0.5

/** Ranks by the words that title and tags share with what is meant, in any language: folded, plurals without their s. */
export function createWordRanker(): MediaRanker {
  return {
    id: 'words',
    rank: async ({ query, narration }, items) => {
      const meant = wordsOf(query)
      const said = new Set([...wordsOf(narration)].filter((word) => word.length > 4))
      return items.map((item) => scoreOf(item, meant, said))
    },
  }
}

function scoreOf({ title, tags }: MediaItem, meant: ReadonlySet<string>, said: ReadonlySet<string>): number {
  const named = wordsOf(title)
  const all = new Set([...named, ...tags.flatMap((tag) => [...wordsOf(tag)])])
  const { title: inTitle, anywhere, narration } = WEIGHTS
  const score =
    inTitle * shareIn(meant, named) + anywhere * shareIn(meant, all) + narration * Math.min(1, 4 * shareIn(said, all))
  return Math.round(score * 1000) / 1000
}

function shareIn(wanted: ReadonlySet<string>, found: ReadonlySet<string>): number {
  if (wanted.size === 0) return 0
  return [...wanted].filter((word) => found.has(word)).length / wanted.size
}

/** The words of a text that say something, folded: no accents, no capitals, no plural s. */
export function wordsOf(text: string): Set<string> {
  const folded = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  const words = folded.match(/[\p{L}\p{N}]+/gu) ?? []
  return new Set(
    words.filter((word) => !FILLERS.has(word)).map((word) => (word.length > 3 ? word.replace(/s$/, '') : word)),
  )
}

const FILLERS: ReadonlySet<string> = new Set(
  'a an the of in on at and or to for with from by its their der die das und von im la le les de des du el los y'.split(
    ' ',
  ),
)
