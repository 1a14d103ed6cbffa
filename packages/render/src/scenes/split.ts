import type { SceneClip, Visual } from '@mavs/core/essentials'
import { hasOwnBreaks } from '../text/clean.ts'
import { canonicalLanguage } from '../text/language.ts'
import { segmentRun } from '../text/words.ts'
import type { SceneKind, VisualPart } from './scene-kind.ts'

/** A part of a scene is seen for at least this long; a scene too short for two parts is not split. */
const SHORTEST_PART_SECONDS = 1.6

/**
 * Divides a clip whose visual does not fit into two, the second of which takes over, by a cut, when its first element is
 * spoken of, or else by the parts' lengths. Undefined when the kind can't divide it or there is no time for two.
 */
export function splitClip(
  clip: SceneClip,
  visual: unknown,
  kind: SceneKind,
  { frameRate, language }: { readonly frameRate: number; readonly language: string },
): readonly [SceneClip, SceneClip] | undefined {
  const parts = kind.split?.(visual, language)
  if (parts === undefined) return undefined
  const [first, second] = parts
  const length = clip.endSeconds - clip.startSeconds
  if (length < 2 * SHORTEST_PART_SECONDS) return undefined
  const share = (length * weightOf(first)) / (weightOf(first) + weightOf(second))
  const spoken = earliest(cuesOf(clip, second, 0)) ?? share
  const wanted = second.opensBeforeCues ? Math.min(spoken, share) : spoken
  const bounded = Math.min(length - SHORTEST_PART_SECONDS, Math.max(SHORTEST_PART_SECONDS, wanted))
  const turn = Math.round(bounded * frameRate) / frameRate
  const middle = clip.startSeconds + turn
  return [
    { ...clip, endSeconds: middle, visual: first.visual as Visual, cues: cuesOf(clip, first, 0) },
    {
      ...clip,
      startSeconds: middle,
      visual: second.visual as Visual,
      cues: cuesOf(clip, second, turn),
      transition: { kind: 'cut', durationSeconds: 0 },
    },
  ]
}

/** Halves a list of a visual; undefined for fewer than two entries. `rest` changes what the second part shows besides. */
export function splitList<Given extends { readonly kind: string }>(
  visual: Given,
  key: keyof Given & string,
  rest: Partial<Given> = {},
): readonly [VisualPart, VisualPart] | undefined {
  const list = visual[key] as readonly unknown[]
  if (list.length < 2) return undefined
  const half = Math.ceil(list.length / 2)
  const part = (from: number, to: number, changes: Partial<Given>): VisualPart => ({
    visual: { ...visual, ...changes, [key]: list.slice(from, to) },
    cues: Object.fromEntries(
      list.slice(from, to).map((_, index) => [`${key}.${index}`, `${key}.${from + index}`] as const),
    ),
  })
  return [part(0, half, {}), part(half, list.length, rest)]
}

/** Halves a text at the end of a sentence, else at a phrase, else between words, as near to its middle as can be. */
export function splitText(text: string, language: string): readonly [string, string] | undefined {
  const middle = text.length / 2
  const tag = canonicalLanguage(language)
  const ends = [sentenceEnds(text, tag), phraseEnds(text), wordEnds(text, tag)]
  // An end far from the middle would leave a part that still does not fit.
  const found = ends
    .map((places) => nearest(places, middle))
    .find((place) => place && Math.abs(place - middle) < middle / 2)
  if (!found) return undefined
  const [first, second] = [text.slice(0, found).trim(), text.slice(found).trim()]
  return first === '' || second === '' ? undefined : [first, second]
}

function sentenceEnds(text: string, language: string): number[] {
  return [...new Intl.Segmenter(language, { granularity: 'sentence' }).segment(text)].map(({ index }) => index)
}

/** Where words begin; in scripts without spaces only those with which a line may begin. */
function wordEnds(text: string, language: string): number[] {
  return [...text.matchAll(/\S+/gu)].flatMap(({ 0: run, index }) => {
    let place = index
    return (hasOwnBreaks(run) ? segmentRun(run, language) : [run]).flatMap((word) => {
      place += word.length
      return /[\p{L}\p{N}]/u.test(word) ? [place - word.length] : []
    })
  })
}

/** After commas and the like; in scripts without spaces between words, a space is one. */
function phraseEnds(text: string): number[] {
  const marks = hasOwnBreaks(text) ? /(?:[,;:–—،、，；]\s*|\s+)/gu : /[,;:–—،、，；]\s*/gu
  return [...text.matchAll(marks)].map((match) => match.index + match[0].length)
}

const nearest = (places: readonly number[], middle: number): number | undefined =>
  places.filter((place) => place > 0).toSorted((a, b) => Math.abs(a - middle) - Math.abs(b - middle))[0]

/** The cues of a part, by its own paths, in seconds from its own start. */
function cuesOf(clip: SceneClip, part: VisualPart, fromSeconds: number): Record<string, number> {
  return Object.fromEntries(
    Object.entries(part.cues).flatMap(([path, whole]) => {
      const seconds = clip.cues[whole]
      return seconds === undefined ? [] : [[path, Math.max(0, seconds - fromSeconds)]]
    }),
  )
}

const earliest = (cues: Readonly<Record<string, number>>): number | undefined =>
  Object.keys(cues).length === 0 ? undefined : Math.min(...Object.values(cues))

/** How long a part takes to read, more or less. */
const weightOf = (part: VisualPart): number => JSON.stringify(part.visual).length
