import type { SKRSContext2D } from '@napi-rs/canvas'
import type { Timeline } from '@mavs/core'
import { setCard, splitCue, type CaptionCard, type CaptionTools } from './caption-card.ts'
import { CAPTION_LOOKS } from './caption-looks.ts'
import { inflate, intersects, type Box } from './geometry.ts'

/** The captions of a timeline, drawn over every scene. */
export interface CaptionTrack {
  changes(before: number, now: number): readonly Box[]
  draw(context: SKRSContext2D, seconds: number, box: Box): void
  /** Where each cue's text lies, for the checks. */
  readonly boxes: readonly Box[]
  /** The words of each cue as they are shown, for the checks. */
  readonly texts: readonly (readonly string[])[]
}

/** A word counts as spoken until the next one begins; a card's motion, if its look has one, ends after this. */
const POP_SECONDS = 0.16

/** Sets all cues of a timeline; none when captions aren't burnt in. */
export function createCaptionTrack(timeline: Timeline, tools: CaptionTools): CaptionTrack {
  const { style, text, frame } = tools
  const look = CAPTION_LOOKS[style.captions.look]
  const cues = timeline.burnCaptions ? timeline.tracks.captions : []
  const cards = cues
    .flatMap((cue) => splitCue(cue, look.wordsPerCard))
    .map((cue) => setCard(cue, tools, timeline.language))
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
    texts: cards.map((card) => card.words.map((word) => word.text)),
    changes: (before, now) => {
      if (stateOf(before) === stateOf(now)) return []
      const card = cards[at(before)]
      const isStill = card !== undefined && card === cards[at(now)] && popOf(card, before) === popOf(card, now)
      if (isStill) return [spokenIndex(card, before), spokenIndex(card, now)].flatMap((index) => wordBox(card, index))
      return [cards[at(before)], cards[at(now)]].flatMap((card) => (card ? [reach(card)] : []))
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

/** All that differs when a word is spoken, in any look; nothing before the first one. */
function wordBox(card: CaptionCard, index: number): Box[] {
  const word = card.words[index]
  if (word === undefined) return []
  const { sizePx } = card
  return [
    { x: word.x - 0.35 * sizePx, y: word.y - 1.15 * sizePx, width: word.width + 0.7 * sizePx, height: 1.7 * sizePx },
  ]
}

/** The last word that has begun; before the first one, none. */
const spokenIndex = (card: CaptionCard, seconds: number): number =>
  card.words.findLastIndex((word) => word.startSeconds <= seconds + 1e-6)
