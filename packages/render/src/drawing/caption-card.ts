import type { CaptionCue } from '@mavs/core'
import { needsSpace } from '../captions/text.ts'
import { mix, readable } from '../styles/colour.ts'
import type { Style } from '../styles/style.ts'
import { hasRightToLeft } from '../text/clean.ts'
import { balancedLines, runWidth } from '../text/lines.ts'
import type { TextLine } from '../text/type.ts'
import type { Typesetter } from '../text/typesetter.ts'
import type { Frame } from './frame.ts'
import { bottom, type Box } from './geometry.ts'

/** A word of a caption in its place; `y` is its baseline. */
export interface CaptionWord {
  readonly text: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly startSeconds: number
}

/** What stands on screen together: a cue, or a few of its words. */
export interface CaptionCard {
  readonly startSeconds: number
  readonly endSeconds: number
  readonly words: readonly CaptionWord[]
  /** Around the words, from the first cap height to the last descender. */
  readonly box: Box
  readonly sizePx: number
  readonly colours: { readonly ink: string; readonly accent: string; readonly behind: string }
}

/** What captions are set with. */
export interface CaptionTools {
  readonly frame: Frame
  readonly style: Style
  readonly text: Typesetter
}

/** Cuts a cue into cards of few words; each stays until the next one comes. */
export function splitCue(cue: CaptionCue, wordsPerCard: number): CaptionCue[] {
  const words = cue.lines.flat()
  if (words.length <= wordsPerCard) return [cue]
  const count = Math.ceil(words.length / wordsPerCard)
  const groups = Array.from({ length: count }, (_, index) =>
    words.slice(Math.round((index * words.length) / count), Math.round(((index + 1) * words.length) / count)),
  )
  return groups.map((group, index) => ({
    startSeconds: index === 0 ? cue.startSeconds : group[0]!.startSeconds,
    endSeconds: groups[index + 1]?.[0]?.startSeconds ?? cue.endSeconds,
    lines: [group],
  }))
}

/** Sets a cue as large as the style asks and the frame allows; lines far too long are broken anew. */
export function setCard(cue: CaptionCue, tools: CaptionTools, language: string): CaptionCard {
  const { frame, style, text } = tools
  const type = style.text.caption
  const unit = text.width('n n', type, 1) - 2 * text.width('n', type, 1)
  const given = unitLines(cue, tools, language)
  const broken = sized(given, unit, style.captions.sizePx, frame)
  const { lines } = broken
  const tall = text.capHeight(type) + type.lineHeight * Math.max(0, lines.length - 1) + 0.26
  const sizePx = Math.min(broken.sizePx, (frame.captions.height * 0.82) / tall)
  const cap = text.capHeight(type) * sizePx
  const leading = type.lineHeight * sizePx
  const height = tall * sizePx
  const floor = Math.min(bottom(frame.captions) - sizePx * 0.42, bottom(frame.safe))
  const words = lines.flatMap((line, row) =>
    placeLine(line, frame.width / 2, { sizePx, unit, y: floor - height + cap + row * leading }),
  )
  const left = Math.min(frame.width / 2, ...words.map((word) => word.x))
  const width = Math.max(left, ...words.map((word) => word.x + word.width)) - left
  const box = { x: left, y: floor - height, width, height }
  const { startSeconds, endSeconds } = cue
  return { startSeconds, endSeconds, words, box, sizePx, colours: coloursOf(style, sizePx) }
}

/** A word as it is shown, with its width at 1 px. */
interface UnitWord {
  readonly text: string
  readonly width: number
  readonly spaced: boolean
  readonly startSeconds: number
}

/** The words of each line as they are shown, with a space after those that have one in the language. */
function unitLines(cue: CaptionCue, tools: CaptionTools, language: string): UnitWord[][] {
  const lines = cue.lines.map((line) => line.flatMap((word) => unitWord(word, tools))).filter((line) => line.length > 0)
  const all = lines.flat()
  const spacedAfter = (word: UnitWord): boolean => {
    const next = all[all.indexOf(word) + 1]
    return next !== undefined && needsSpace(word.text, next.text, language)
  }
  return lines.map((line) => line.map((word) => ({ ...word, spaced: spacedAfter(word) })))
}

function unitWord(word: { text: string; startSeconds: number }, { style, text }: CaptionTools): UnitWord[] {
  const type = style.text.caption
  const block = text.fit(word.text, type, {
    maxWidth: Infinity,
    maxLines: 1,
    sizePx: style.captions.sizePx,
    quiet: true,
  })
  const shown = block.lines.map(lineText).join(' ')
  if (shown === '') return []
  return [{ text: shown, width: text.width(shown, type, 1), spaced: true, startSeconds: word.startSeconds }]
}

/** A set line as text again: a space only where there is a distance between two parts, not within “built-in”. */
function lineText({ words }: TextLine): string {
  return words
    .map((part, index) => {
      const next = words[index + 1]
      if (next === undefined) return part.text
      const gap = Math.max(next.x - part.x - part.width, part.x - next.x - next.width)
      return gap > 1 ? `${part.text} ` : part.text
    })
    .join('')
}

/** The size at which the lines fit; lines that would become much too small are broken into two. */
function sized(lines: readonly UnitWord[][], unit: number, wanted: number, frame: Frame) {
  const room = frame.captions.width - wanted * 2
  const sizeFor = (candidate: readonly UnitWord[][]) =>
    Math.min(wanted, room / Math.max(0.01, ...candidate.map((line) => runWidth(line, unit))))
  const asGiven = sizeFor(lines)
  const all = lines.flat()
  if (asGiven >= wanted * 0.8 || all.length < 2) return { lines, sizePx: asGiven }
  const half = runWidth(all, unit) * 0.56
  const again = balancedLines(all, Math.max(half, ...all.map((word) => word.width)), unit)
  const sizePx = again.length <= 2 ? sizeFor(again) : 0
  return sizePx > asGiven ? { lines: again, sizePx } : { lines, sizePx: asGiven }
}

function placeLine(
  line: readonly UnitWord[],
  centre: number,
  at: { readonly sizePx: number; readonly unit: number; readonly y: number },
): CaptionWord[] {
  const ordered = hasRightToLeft(line.map((word) => word.text).join('')) ? line.toReversed() : line
  let x = centre - (runWidth(line, at.unit) * at.sizePx) / 2
  const placed = ordered.map((word) => {
    const width = word.width * at.sizePx
    const set = { text: word.text, x, y: at.y, width, startSeconds: word.startSeconds }
    x += width + (word.spaced ? at.unit * at.sizePx : 0)
    return set
  })
  return placed.toSorted((a, b) => a.startSeconds - b.startSeconds)
}

function coloursOf(style: Style, sizePx: number): CaptionCard['colours'] {
  const { captions, palette } = style
  const behind = mix(palette.background, captions.plate, captions.plateOpacity)
  return { ink: readable(captions.ink, behind, sizePx), accent: readable(captions.accent, behind, sizePx), behind }
}
