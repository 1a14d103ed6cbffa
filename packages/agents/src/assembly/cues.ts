import type { Visual, Word } from '@mavs/core'

/** An element starts to appear this long before its word, so that it is there when the word is heard. */
const LEAD_SECONDS = 0.2
/** A figure counts up first, and has arrived when it is spoken. */
const FIGURE_LEAD_SECONDS = 1
/** A scene does not stand empty for longer than this, however late its first phrase is spoken. */
const FIGURE_WAIT_SECONDS = 1.2
const FIRST_ELEMENT_WAIT_SECONDS = 2
/** Picked-out words are marked by then, spoken or not. */
const EMPHASIS_WAIT_SECONDS = 2.4
/** Elements of a list come in one after the other, from the first to the last. */
const STAGGER_SECONDS = 0.3
/** Nothing appears so late that it could not be seen. */
const SHOWN_AT_LEAST_SECONDS = 1

/**
 * When a visual's elements appear, in seconds from the scene's start, by their path ("items.0", "value"). A cue is
 * looked up among the spoken words; one that is not spoken comes in between its neighbours. No element comes in after
 * one that follows it in the visual: a list that fills from below would look broken.
 */
export function resolveCues(visual: Visual, words: readonly Word[], sceneSeconds: number): Record<string, number> {
  const elements = [...elementsWithCues(visual)]
  const transcript = createTranscript(words)
  const found = elements.map(({ phrase }) => transcript.take(phrase))
  const speech = { start: words[0]?.startSeconds ?? 0, end: words.at(-1)?.endSeconds ?? sceneSeconds }
  const isFigure = visual.kind === 'number'
  const spoken = fillGaps(found, speech).map((time) => time - (isFigure ? FIGURE_LEAD_SECONDS : LEAD_SECONDS))
  const latest = Math.max(0, sceneSeconds - SHOWN_AT_LEAST_SECONDS)
  const times = inOrder(spoken.map((time) => Math.min(time, latest)))
  return Object.fromEntries(
    elements.map(
      ({ path }, index) =>
        [path, Math.max(0, Math.min(times[index]!, isFigure ? FIGURE_WAIT_SECONDS : longestWait(path)))] as const,
    ),
  )
}

/** The path of a visual that is one element as a whole: a number, the name over a statement. */
const WHOLE = 'value'
/** The path of the words that a statement picks out; they are marked when they are spoken, if they are. */
const EMPHASIS = 'emphasis'

/** Holds for what comes first in its scene; the others wait for their word. */
function longestWait(path: string): number {
  if (path === EMPHASIS) return EMPHASIS_WAIT_SECONDS
  return path === 'left' || path.endsWith('.0') ? FIRST_ELEMENT_WAIT_SECONDS : Infinity
}

/** Moves each time before the ones that follow it. */
function inOrder(times: readonly number[]): number[] {
  const ordered = [...times]
  for (let index = ordered.length - 2; index >= 0; index -= 1) {
    ordered[index] = Math.min(ordered[index]!, ordered[index + 1]! - STAGGER_SECONDS)
  }
  return ordered
}

/** Every part of a visual that names a cue; the visual itself goes by "value". */
function* elementsWithCues(value: unknown, path = ''): Generator<{ path: string; phrase: string }> {
  if (typeof value !== 'object' || value === null) return
  const phrase: unknown = 'cue' in value ? value.cue : undefined
  if (typeof phrase === 'string') yield { path: path === '' ? WHOLE : path, phrase }
  if (path === '' && 'emphasis' in value && typeof value.emphasis === 'string') {
    yield { path: EMPHASIS, phrase: value.emphasis }
  }
  for (const [key, child] of Object.entries(value)) {
    const below = path === '' ? key : `${path}.${key}`
    if (isCuedList(key, child)) yield* child.map(({ cue = '' }, index) => ({ path: `${below}.${index}`, phrase: cue }))
    else yield* elementsWithCues(child, below)
  }
}

/** A list in which somebody waits for a word: the others take their turns around it. A chart's points have an order of their own. */
function isCuedList(key: string, value: unknown): value is readonly { cue?: string }[] {
  return key !== 'points' && Array.isArray(value) && value.some((item) => typeof item?.cue === 'string')
}

/** The spoken words as one searchable text, each character with the second at which it is heard. */
function createTranscript(words: readonly Word[]): { take(phrase: string): number | undefined } {
  let text = ' '
  const times: number[] = [words[0]?.startSeconds ?? 0]
  for (const word of words) {
    const token = `${normalise(word.text)} `
    const perCharacter = (word.endSeconds - word.startSeconds) / token.length
    if (token !== ' ') for (let at = 0; at < token.length; at += 1) times.push(word.startSeconds + at * perCharacter)
    if (token !== ' ') text += token
  }
  const taken = new Set<number>()
  let last = 0
  return {
    take(phrase) {
      const at = findPhrase(text, normalise(phrase), { taken, from: last })
      if (at === undefined) return undefined
      taken.add(at)
      last = at
      return times[at]
    },
  }
}

/** Whole words first, then the beginning of a word, then anywhere (for scripts without spaces). */
function findPhrase(
  text: string,
  phrase: string,
  { taken, from }: { readonly taken: ReadonlySet<number>; readonly from: number },
): number | undefined {
  if (phrase === '') return undefined
  const forms = [` ${phrase} `, ` ${phrase}`, phrase]
  for (const form of forms) {
    const offset = form.startsWith(' ') ? 1 : 0
    for (const start of [Math.max(0, from - offset), 0]) {
      for (let at = text.indexOf(form, start); at >= 0; at = text.indexOf(form, at + 1)) {
        if (!taken.has(at + offset)) return at + offset
      }
    }
  }
  return undefined
}

/** Lower case, without accents and punctuation, one space between words. */
function normalise(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[\p{Mark}’']/gu, '')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** Spreads the missing times evenly between their known neighbours. */
function fillGaps(times: readonly (number | undefined)[], speech: { start: number; end: number }): number[] {
  return times.map((time, index) => {
    if (time !== undefined) return time
    const before = times.findLastIndex((other, at) => at < index && other !== undefined)
    const after = times.findIndex((other, at) => at > index && other !== undefined)
    const from = before < 0 ? speech.start : times[before]!
    const to = after < 0 ? speech.end : times[after]!
    const steps = (after < 0 ? times.length : after) - before
    return from + ((to - from) * (index - before)) / steps
  })
}
