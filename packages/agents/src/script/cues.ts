import type { Visual } from '@mavs/core'
import { BuiltInVisual } from '@mavs/render'

/**
 * Ties the elements of a visual to the words that they belong to: fills in the cues that its author left out where the
 * narration says the element's own words, and takes out those that this narration does not say.
 */
export function withCues(visual: Visual, narration: string): Visual {
  const elements = Object.entries(visual).map(([key, value]) => [key, withElementCues(value, narration)] as const)
  const tied = keepReveal({ ...visual, ...Object.fromEntries(elements) })
  const name = ownName(visual)
  const candidate = name === undefined ? tied : cued(tied, name, narration)
  // Not every list of a visual is one of elements that can wait for a word.
  return BuiltInVisual.safeParse(candidate).success ? candidate : visual
}

/** What a visual that comes in as a whole waits for: its figure, or the name on its plate. */
function ownName({ kind, value, grouped, name }: Visual): string | undefined {
  if (kind === 'number') return Number(value).toLocaleString('en', { useGrouping: grouped !== false })
  return kind === 'lower-third' ? String(name) : undefined
}

/** The word that reveals the answer of a question belongs to the answer, not to an option that is made of it. */
function keepReveal(visual: Visual): Visual {
  const question = BuiltInVisual.safeParse(visual).data
  if (question?.kind !== 'question' || question.answer?.cue === undefined) return visual
  const reveal = question.answer.cue.toLowerCase()
  const options = question.options.map(({ cue, ...option }) => ({
    ...option,
    ...(cue !== undefined && !reveal.includes(cue.toLowerCase()) && { cue }),
  }))
  return { ...visual, options }
}

/** What an element calls itself, by the first of these fields that it has. */
const NAMES = ['text', 'date', 'label', 'name', 'country'] as const

function withElementCues(value: unknown, narration: string): unknown {
  if (Array.isArray(value)) return value.map((entry) => withElementCues(entry, narration))
  if (typeof value !== 'object' || value === null) return value
  const element = value as Readonly<Record<string, unknown>>
  const words = NAMES.map((name) => element[name]).find((name) => typeof name === 'string')
  return words === undefined && element.cue === undefined ? element : cued(element, words ?? '', narration)
}

function cued<Element extends Readonly<Record<string, unknown>>>(
  element: Element,
  words: string,
  narration: string,
): Element {
  const { cue, ...rest } = element
  const found = (typeof cue === 'string' && phraseIn(narration, cue)) || cueFor(words, narration)
  return { ...rest, ...(found && { cue: found }) } as Element
}

/** The longest beginning of an element's words that the narration says, else its longest word that it says. */
function cueFor(words: string, narration: string): string | undefined {
  if (words === '') return undefined
  const all = words.replace(/[.!?…]+$/, '').split(/\s+/)
  for (let count = Math.min(all.length, 4); count > 0; count--) {
    const phrase = all
      .slice(0, count)
      .join(' ')
      .replace(/[,;:]$/, '')
    const found = phrase.length >= 3 || count === all.length ? phraseIn(narration, phrase) : undefined
    if (found && !(count === 1 && SMALL.test(found))) return found
  }
  const longest = all.filter((word) => word.length >= 5).toSorted((a, b) => b.length - a.length)[0]
  return longest && phraseIn(narration, longest.replace(/[^\p{L}\p{N}]+$/u, ''))
}

/** A phrase as the narration spells it, where it stands as whole words; undefined when it does not. */
function phraseIn(narration: string, phrase: string): string | undefined {
  if (phrase === '') return undefined
  const escaped = phrase.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, 'iu').exec(narration)?.[0]
}

const SMALL = /^(the|and|for|with|from|that|this|are|was|has|its|they|you|our|all|can|not|but|how|why|what|when|who)$/i
