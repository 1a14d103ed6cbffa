import type { SKRSContext2D } from '@napi-rs/canvas'
import type { CaptionLook as CaptionLookName } from '@mavs/core'
import type { Style } from '../styles/style.ts'
import { fillWord } from '../text/paint.ts'
import type { CaptionCard, CaptionWord } from './caption-card.ts'
import { CAPTION_SHAPES } from './caption-shapes.ts'

/** One moment of a card. */
export interface CaptionMoment {
  readonly context: SKRSContext2D
  readonly card: CaptionCard
  readonly style: Style
  readonly seconds: number
}

/** How captions follow the voice. */
export interface CaptionLook {
  /** Most words that stand together; infinite: the whole cue. */
  readonly wordsPerCard: number
  /** Whether cards come in with a motion. */
  readonly pops: boolean
  /** Size of the words, from the one that the style asks for. */
  sizePx(asked: number): number
  /** What a word looks like depends on this alone; in steps as coarse as the eye allows. */
  stateOf(word: CaptionWord, card: CaptionCard, seconds: number): number
  draw(moment: CaptionMoment): void
}

/** Larger captions than these are for few words only, and few words want to be larger. */
const LARGEST_LINE_PX = 52
const SMALLEST_FEW_PX = 66
const textSize = (asked: number): number => Math.min(LARGEST_LINE_PX, asked)
const whole = { wordsPerCard: Infinity, pops: false, sizePx: textSize }

/** The looks by their names in the timeline and the styles. */
export const CAPTION_LOOKS: Readonly<Record<CaptionLookName, CaptionLook>> = {
  phrase: { ...whole, stateOf: isSpoken, draw: drawSpoken },
  highlight: { ...whole, stateOf: isSpoken, draw: drawMarked },
  karaoke: { ...whole, stateOf: shareSaid, draw: drawFilled },
  classic: { ...whole, stateOf: () => 0, draw: drawPlain },
  word: {
    wordsPerCard: 3,
    pops: true,
    sizePx: (asked) => Math.max(SMALLEST_FEW_PX, asked),
    stateOf: isSpoken,
    draw: drawSpoken,
  },
}

/** The place of the last word that has begun; before the first one, −1. */
const spokenIndex = (card: CaptionCard, seconds: number): number =>
  card.words.findLast((word) => word.startSeconds <= seconds + 1e-6)?.index ?? -1

function isSpoken(word: CaptionWord, card: CaptionCard, seconds: number): number {
  return Number(word.index === spokenIndex(card, seconds))
}

/** Design pixels that a fill grows by at a time. */
const FILL_STEP_PX = 10

function shareSaid(word: CaptionWord, _card: CaptionCard, seconds: number): number {
  if (seconds >= word.endSeconds) return 1
  const steps = Math.max(1, Math.round(word.width / FILL_STEP_PX))
  const share = (seconds - word.startSeconds) / (word.endSeconds - word.startSeconds)
  return Math.max(0, Math.floor(share * steps) / steps)
}

function drawGround({ context, card, style }: CaptionMoment): void {
  CAPTION_SHAPES[style.captions.shape].ground(context, card, style)
}

function drawPlain(moment: CaptionMoment): void {
  const { context, card } = moment
  drawGround(moment)
  context.fillStyle = card.colours.ink
  for (const word of card.words) fillWord(context, word, word.x, word.y)
}

function drawSpoken(moment: CaptionMoment): void {
  const { context, card, seconds } = moment
  drawGround(moment)
  for (const word of card.words) {
    context.fillStyle = isSpoken(word, card, seconds) ? card.colours.accent : card.colours.ink
    fillWord(context, word, word.x, word.y)
  }
}

function drawMarked(moment: CaptionMoment): void {
  const { context, card, style, seconds } = moment
  drawGround(moment)
  const marked = new Map<CaptionWord, string>()
  for (const word of card.words) {
    if (isSpoken(word, card, seconds)) {
      marked.set(word, CAPTION_SHAPES[style.captions.shape].mark(context, word, card, style))
    }
  }
  for (const word of card.words) {
    context.fillStyle = marked.get(word) ?? card.colours.ink
    fillWord(context, word, word.x, word.y)
  }
}

/** Words are filled from their beginning while they are said, and stay so. */
function drawFilled(moment: CaptionMoment): void {
  const { context, card, seconds } = moment
  drawPlain(moment)
  context.fillStyle = card.colours.accent
  for (const word of card.words) {
    const width = word.width * shareSaid(word, card, seconds)
    if (width <= 0) continue
    context.save()
    context.beginPath()
    // A whole word shows what reaches past its width, too.
    const slack = width < word.width ? 0 : card.sizePx * 0.2
    const x = word.rightToLeft ? word.x + word.width - width : word.x
    context.rect(x - slack, word.y - card.reach.above, width + 2 * slack, card.reach.above + card.reach.below)
    context.clip()
    fillWord(context, word, word.x, word.y)
    context.restore()
  }
}
