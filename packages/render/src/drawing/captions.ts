import type { SKRSContext2D } from '@napi-rs/canvas'
import type { Timeline } from '@mavs/core'
import { lineRoom, setCard, type CaptionCard } from './caption-card.ts'
import { CAPTION_LOOKS, type CaptionLook } from './caption-looks.ts'
import { shownCue, splitByWidth, splitByWords, type CaptionTools } from './caption-split.ts'
import { easeOut } from './easing.ts'
import { inflate, intersects, type Box } from './geometry.ts'

/** The captions of a timeline, drawn over every scene. */
export interface CaptionTrack {
  changes(before: number, now: number): readonly Box[]
  draw(context: SKRSContext2D, seconds: number, box: Box): void
  /** Where each card's text lies, for the checks. */
  readonly boxes: readonly Box[]
  /** The words of each card as they are shown, for the checks. */
  readonly texts: readonly (readonly string[])[]
}

/** How long a card's motion takes, if its look has one. */
const POP_SECONDS = 0.16

/** Sets all cues of a timeline; none when captions aren't burnt in. */
export function createCaptionTrack(timeline: Timeline, given: Omit<CaptionTools, 'language'>): CaptionTrack {
  const tools = { ...given, language: timeline.language }
  const { style, text, frame } = tools
  const look = CAPTION_LOOKS[timeline.captionLook ?? style.captions.look]
  const cards = timeline.burnCaptions ? cardsOf(timeline, look, tools) : []
  const at = (seconds: number) =>
    cards.findLast((card) => card.startSeconds <= seconds + 1e-6 && seconds < card.endSeconds - 1e-6)
  const popOf = (card: CaptionCard, seconds: number) =>
    look.pops ? Math.min(1, (seconds - card.startSeconds) / POP_SECONDS) : 1
  return {
    boxes: cards.map((card) => card.box),
    texts: cards.map((card) => card.words.map((word) => word.text)),
    changes: (before, now) => {
      const [earlier, card] = [at(before), at(now)]
      if (earlier !== card) return [earlier, card].flatMap((each) => (each ? [reachOf(each)] : []))
      if (card === undefined) return []
      if (popOf(card, before) !== popOf(card, now)) return [reachOf(card)]
      return card.words
        .filter((word) => look.stateOf(word, card, before) !== look.stateOf(word, card, now))
        .map((word) => wordBox(word, card))
    },
    draw: (context, seconds, box) => {
      const card = at(seconds)
      if (card === undefined || !intersects(reachOf(card), box)) return
      context.save()
      context.scale(frame.unit, frame.unit)
      grow(context, card, popOf(card, seconds))
      text.apply(context, card.type, card.sizePx)
      look.draw({ context, card, style, seconds })
      context.restore()
    },
  }
}

function cardsOf(timeline: Timeline, look: CaptionLook, tools: CaptionTools): CaptionCard[] {
  const sizePx = look.sizePx(tools.style.captions.sizePx)
  const room = { sizePx, widthPx: lineRoom(tools.frame, sizePx) }
  return timeline.tracks.captions
    .map((cue) => shownCue(cue, tools))
    .filter((cue) => cue.lines.length > 0)
    .flatMap((cue) => splitByWords(cue, look.wordsPerCard))
    .flatMap((cue) => splitByWidth(cue, room, tools))
    .map((cue) => setCard(cue, sizePx, tools))
    .toSorted((a, b) => a.startSeconds - b.startSeconds)
}

/** Cards that pop come in a little smaller than they are. */
function grow(context: SKRSContext2D, { box }: CaptionCard, pop: number): void {
  if (pop >= 1) return
  const scale = 0.86 + 0.14 * easeOut(pop)
  const [centreX, centreY] = [box.x + box.width / 2, box.y + box.height / 2]
  context.translate(centreX, centreY)
  context.scale(scale, scale)
  context.translate(-centreX, -centreY)
}

/** Everything that a card inks, its plate included. */
const reachOf = ({ box, sizePx, reach }: CaptionCard): Box =>
  inflate(box, sizePx * 1.2, Math.max(sizePx * 0.8, reach.above - sizePx * 0.4, reach.below))

/** All that differs when a word is spoken, in any look. */
function wordBox(word: CaptionCard['words'][number], { sizePx, reach }: CaptionCard): Box {
  const [above, below] = [Math.max(1.15 * sizePx, reach.above), Math.max(0.55 * sizePx, reach.below)]
  return { x: word.x - 0.35 * sizePx, y: word.y - above, width: word.width + 0.7 * sizePx, height: above + below }
}
