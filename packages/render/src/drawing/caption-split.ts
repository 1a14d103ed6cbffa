import type { CaptionCue } from '@mavs/core'
import { needsSpace } from '../captions/text.ts'
import type { Style } from '../styles/style.ts'
import { balancedLines, greedyLines } from '../text/lines.ts'
import type { Typesetter } from '../text/typesetter.ts'
import type { TextWord } from '../text/words.ts'
import type { Frame } from './frame.ts'

/** What captions are set with. */
export interface CaptionTools {
  readonly frame: Frame
  readonly style: Style
  readonly text: Typesetter
  readonly language: string
}

/** A word of a cue as it is shown. */
export interface ShownWord extends TextWord {
  readonly startSeconds: number
  readonly endSeconds: number
}

/** What stands on screen together, its words as they are shown. */
export interface ShownCue {
  readonly startSeconds: number
  readonly endSeconds: number
  readonly lines: readonly (readonly ShownWord[])[]
}

/** How wide lines may be, and how much smaller they may be set before they are broken anew. */
interface Room {
  readonly widthPx: number
  readonly sizePx: number
}

const SMALLEST_SHARE = 0.8
const MOST_LINES = 2

/** The words of a cue as they are shown, with a space after those that have one in the language. */
export function shownCue(cue: CaptionCue, { text, style, language }: CaptionTools): ShownCue {
  const lines = cue.lines
    .map((line) =>
      line.map((word) => ({ ...word, text: text.clean(word.text, style.text.caption) })).filter((word) => word.text),
    )
    .filter((line) => line.length > 0)
  const all = lines.flat()
  const next = new Map(all.map((word, index) => [word, all[index + 1]]))
  const spaced = (word: (typeof all)[number]) => {
    const after = next.get(word)
    return after !== undefined && needsSpace(word.text, after.text, language)
  }
  const { startSeconds, endSeconds } = cue
  return {
    startSeconds,
    endSeconds,
    lines: lines.map((line) => line.map((word) => ({ ...word, spaced: spaced(word) }))),
  }
}

/** Cuts a cue into cards of few words; each stays until the next one comes. */
export function splitByWords(cue: ShownCue, wordsPerCard: number): ShownCue[] {
  const words = cue.lines.flat()
  if (words.length <= wordsPerCard) return [cue]
  const count = Math.ceil(words.length / wordsPerCard)
  const cuts = Array.from({ length: count + 1 }, (_, index) => Math.round((index * words.length) / count))
  return inTurn(
    cue,
    cuts.slice(1).map((end, index) => [words.slice(cuts[index], end)]),
  )
}

/** Breaks lines anew that would have to be set much too small; what then takes more than two lines comes in turn. */
export function splitByWidth(cue: ShownCue, room: Room, { text, style }: CaptionTools): ShownCue[] {
  const type = style.text.caption
  const share = room.widthPx / Math.max(1, text.set(cue.lines, type, room.sizePx).width)
  const words = cue.lines.flat()
  if (share >= SMALLEST_SHARE || words.length < 2) return [cue]
  const space = (text.width('n n', type, 1) - 2 * text.width('n', type, 1)) * room.sizePx
  const measured = words.map((word) => ({ ...word, width: text.width(word.text, type, room.sizePx) }))
  const count = Math.ceil(greedyLines(measured, room.widthPx, space).length / MOST_LINES)
  const cards = count === 1 ? [measured] : evenParts(measured, count, space)
  return inTurn(
    cue,
    cards.map((part) => balancedLines(part, room.widthPx, space).slice(0, MOST_LINES)),
  )
}

/** Parts of about the same width, each with at least one word. */
function evenParts<Word extends { readonly width: number }>(words: readonly Word[], count: number, space: number) {
  const total = words.reduce((sum, word) => sum + word.width + space, 0)
  const parts: Word[][] = []
  let passed = 0
  for (const word of words) {
    const part = Math.min(count - 1, Math.floor(((passed + word.width / 2) / total) * count))
    parts[part] = [...(parts[part] ?? []), word]
    passed += word.width + space
  }
  return parts.filter((part) => part !== undefined)
}

const inTurn = (cue: ShownCue, cards: readonly (readonly (readonly ShownWord[])[])[]): ShownCue[] =>
  cards.map((lines, index) => ({
    startSeconds: index === 0 ? cue.startSeconds : lines[0]![0]!.startSeconds,
    endSeconds: cards[index + 1]?.[0]?.[0]?.startSeconds ?? cue.endSeconds,
    lines,
  }))
