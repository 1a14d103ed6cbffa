import type { Visual } from '@mavs/core'

/**
 * Ties the elements of a visual to the words that they belong to: fills in the cues that its author left out where the
 * narration says the element's own words, and takes out those that this narration does not say.
 */
export function withCues(visual: Visual, narration: string): Visual {
  switch (visual.kind) {
    case 'bullets':
      return { ...visual, items: visual.items.map((item) => cued(item, item.text, narration)) }
    case 'process':
      return { ...visual, steps: visual.steps.map((step) => cued(step, step.label, narration)) }
    case 'timeline':
      return { ...visual, events: visual.events.map((event) => cued(event, event.date, narration)) }
    case 'chart':
      return { ...visual, points: visual.points.map((point) => cued(point, point.label, narration)) }
    case 'comparison':
      return {
        ...visual,
        left: cued(visual.left, visual.left.label, narration),
        right: cued(visual.right, visual.right.label, narration),
      }
    case 'number':
      return cued(visual, visual.value.toLocaleString('en', { useGrouping: visual.grouped }), narration)
    default:
      return visual
  }
}

function cued<Element extends { cue?: string | undefined }>(
  element: Element,
  words: string,
  narration: string,
): Element {
  const { cue, ...rest } = element
  const found = (cue && phraseIn(narration, cue)) || cueFor(words, narration)
  return { ...rest, ...(found && { cue: found }) } as Element
}

/** The longest beginning of an element's words that the narration says, else its longest word that it says. */
function cueFor(words: string, narration: string): string | undefined {
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
