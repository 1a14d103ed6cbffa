import type { SKRSContext2D } from '@napi-rs/canvas'
import type { CaptionCue, Timeline, Word } from '@mavs/core'
import { mix, readable } from '../styles/colour.ts'
import type { Style } from '../styles/style.ts'
import { hasRightToLeft } from '../text/clean.ts'
import type { Typesetter } from '../text/typesetter.ts'
import { CAPTION_LOOKS } from './caption-looks.ts'
import type { Frame } from './frame.ts'
import { contains, inflate, intersects, type Box } from './geometry.ts'

/** The captions of a timeline, drawn over every scene. */
export interface CaptionTrack {
  changes(before: number, now: number): readonly Box[]
  isClippable(seconds: number, box: Box): boolean
  draw(context: SKRSContext2D, seconds: number, box: Box): void
  /** Where each cue's text lies, for the checks. */
  readonly boxes: readonly Box[]
}

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

interface Tools {
  readonly frame: Frame
  readonly style: Style
  readonly text: Typesetter
}

/** A word counts as spoken until the next one begins; a card's motion, if its look has one, ends after this. */
const POP_SECONDS = 0.16

/** Sets all cues of a timeline; none when captions aren't burnt in. */
export function createCaptionTrack(timeline: Timeline, tools: Tools): CaptionTrack {
  const { style, text, frame } = tools
  const look = CAPTION_LOOKS[style.captions.look]
  const cues = timeline.burnCaptions ? timeline.tracks.captions : []
  const cards = cues
    .flatMap((cue) => splitCue(cue, look.wordsPerCard))
    .map((cue) => setCard(cue, tools))
    .filter((card) => card.words.length > 0)
    .toSorted((a, b) => a.startSeconds - b.startSeconds)
  const at = (seconds: number) =>
    cards.findLastIndex((card) => card.startSeconds <= seconds + 1e-6 && seconds < card.endSeconds - 1e-6)
  const popOf = (card: CaptionCard, seconds: number) =>
    look.pops ? Math.min(1, (seconds - card.startSeconds) / POP_SECONDS) : 1
  const stateOf = (seconds: number) => {
    const index = at(seconds)
    const card = cards[index]
    return card === undefined ? 'none' : `${index}/${spokenIndex(card, seconds)}/${popOf(card, seconds).toFixed(3)}`
  }
  const reach = (card: CaptionCard) => inflate(card.box, card.sizePx * 1.2, card.sizePx * 0.8)
  return {
    boxes: cards.map((card) => card.box),
    changes: (before, now) => {
      if (stateOf(before) === stateOf(now)) return []
      return [cards[at(before)], cards[at(now)]].flatMap((card) => (card ? [reach(card)] : []))
    },
    isClippable: (seconds, box) => {
      const card = cards[at(seconds)]
      return card === undefined || !intersects(reach(card), box) || contains(box, reach(card))
    },
    draw: (context, seconds, box) => {
      const card = cards[at(seconds)]
      if (card === undefined || !intersects(reach(card), box)) return
      context.save()
      context.scale(frame.unit, frame.unit)
      text.apply(context, style.text.caption, card.sizePx)
      look.draw({ context, card, style, spoken: spokenIndex(card, seconds), pop: popOf(card, seconds) })
      context.restore()
    },
  }
}

/** The last word that has begun; before the first one, none. */
const spokenIndex = (card: CaptionCard, seconds: number): number =>
  card.words.findLastIndex((word) => word.startSeconds <= seconds + 1e-6)

/** Cuts a cue into cards of few words; each stays until the next one comes. */
function splitCue(cue: CaptionCue, wordsPerCard: number): CaptionCue[] {
  const words = cue.lines.flat()
  if (words.length <= wordsPerCard) return [cue]
  if (!Number.isFinite(wordsPerCard)) return [cue]
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

/** Sets a cue in its lines, as large as the style asks and the frame allows. */
function setCard(cue: CaptionCue, tools: Tools): CaptionCard {
  const { frame, style, text } = tools
  const type = style.text.caption
  const setWord = (word: Word, sizePx: number) =>
    text.fit(word.text, type, { maxWidth: frame.captions.width * 0.9, maxLines: 1, sizePx })
  const { sizePx: wanted } = style.captions
  const space = text.width('n n', type, 100) / 100 - (2 * text.width('n', type, 100)) / 100
  const widthAt = (line: readonly Word[], sizePx: number) =>
    line.reduce((sum, word) => sum + setWord(word, sizePx).width, space * sizePx * (line.length - 1))
  const widest = Math.max(1, ...cue.lines.map((line) => widthAt(line, wanted)))
  const room = frame.captions.width - wanted * 2
  const sizePx = widest <= room ? wanted : Math.max(12, (wanted * room) / widest)
  const cap = text.capHeight(type) * sizePx
  const leading = type.lineHeight * sizePx
  const height = cap + leading * (cue.lines.length - 1) + sizePx * 0.26
  const top = frame.captions.y + frame.captions.height - height - sizePx * 0.42
  const words = cue.lines.flatMap((line, row) =>
    placeLine(line, frame.width / 2 - widthAt(line, sizePx) / 2, space * sizePx, (word) => setWord(word, sizePx)).map(
      (word) => ({ ...word, y: top + cap + row * leading }),
    ),
  )
  const left = Math.min(frame.width / 2, ...words.map((word) => word.x))
  const box = { x: left, y: top, width: Math.max(0, ...words.map((word) => word.x + word.width)) - left, height }
  return {
    startSeconds: cue.startSeconds,
    endSeconds: cue.endSeconds,
    words,
    box,
    sizePx,
    colours: coloursOf(style, sizePx),
  }
}

function placeLine(
  line: readonly Word[],
  left: number,
  space: number,
  set: (word: Word) => ReturnType<Typesetter['fit']>,
): CaptionWord[] {
  const ordered = hasRightToLeft(line.map((word) => word.text).join('')) ? line.toReversed() : line
  let x = left
  const placed = ordered.flatMap((word) => {
    const block = set(word)
    const text = block.lines[0]?.words.map((part) => part.text).join('') ?? ''
    const at = { text, x, y: 0, width: block.width, startSeconds: word.startSeconds }
    x += block.width + space
    return text === '' ? [] : [at]
  })
  return placed.toSorted((a, b) => a.startSeconds - b.startSeconds)
}

function coloursOf(style: Style, sizePx: number): CaptionCard['colours'] {
  const { captions, palette } = style
  const behind = mix(palette.background, captions.plate, captions.plateOpacity)
  return { ink: readable(captions.ink, behind, sizePx), accent: readable(captions.accent, behind, sizePx), behind }
}
