import type { SKRSContext2D } from '@napi-rs/canvas'
import { readable, withOpacity } from '../styles/colour.ts'
import type { Style } from '../styles/style.ts'
import type { CaptionCard, CaptionWord } from './caption-card.ts'
import { easeOut } from './easing.ts'
import { inflate } from './geometry.ts'

/** One moment of a card. */
export interface CaptionMoment {
  readonly context: SKRSContext2D
  readonly card: CaptionCard
  readonly style: Style
  /** Index of the spoken word, -1 before the first. */
  readonly spoken: number
  /** 0 to 1 while the card comes in. */
  readonly pop: number
}

/** How captions look in a style. */
export interface CaptionLook {
  /** Most words that stand together; infinite: the whole cue. */
  readonly wordsPerCard: number
  /** Whether cards come in with a motion. */
  readonly pops: boolean
  draw(moment: CaptionMoment): void
}

/** The looks by their names in the styles. */
export const CAPTION_LOOKS: Readonly<Record<Style['captions']['look'], CaptionLook>> = {
  plate: { wordsPerCard: Infinity, pops: false, draw: drawPlate },
  pill: { wordsPerCard: Infinity, pops: false, draw: drawPill },
  classic: { wordsPerCard: Infinity, pops: false, draw: drawClassic },
  word: { wordsPerCard: 3, pops: true, draw: drawWord },
  serif: { wordsPerCard: Infinity, pops: false, draw: drawSerif },
}

function drawWords({ context, card, spoken }: CaptionMoment): void {
  card.words.forEach((word, index) => {
    context.fillStyle = index === spoken ? card.colours.accent : card.colours.ink
    context.fillText(word.text, word.x, word.y)
  })
}

function fillRound(moment: CaptionMoment, box: ReturnType<typeof inflate>, radius: number, colour: string): void {
  const { context } = moment
  context.fillStyle = colour
  context.beginPath()
  context.roundRect(box.x, box.y, box.width, box.height, radius)
  context.fill()
}

/** A thin dark plate with square shoulders. */
function drawPlate(moment: CaptionMoment): void {
  const { card, style } = moment
  const plate = inflate(card.box, card.sizePx * 0.6, card.sizePx * 0.38)
  fillRound(moment, plate, 4, withOpacity(style.captions.plate, style.captions.plateOpacity))
  drawWords(moment)
}

/** A white pill; the spoken word stands on a small pill of the accent colour. */
function drawPill(moment: CaptionMoment): void {
  const { context, card, style, spoken } = moment
  const plate = inflate(card.box, card.sizePx * 0.75, card.sizePx * 0.4)
  const radius = Math.min(plate.height / 2, card.sizePx * 0.95)
  fillRound(moment, { ...plate, y: plate.y + 5 }, radius, withOpacity(style.palette.line, 0.9))
  fillRound(moment, plate, radius, style.captions.plate)
  drawWords(moment)
  const word = card.words[spoken]
  if (word === undefined) return
  const pad = card.sizePx * 0.11
  const pill = {
    x: word.x - pad,
    y: word.y - card.sizePx * 0.86,
    width: word.width + 2 * pad,
    height: card.sizePx * 1.16,
  }
  fillRound(moment, pill, pill.height * 0.32, style.captions.accent)
  context.fillStyle = readable('#FFFFFF', style.captions.accent, card.sizePx)
  context.fillText(word.text, word.x, word.y)
}

/** A paper plate; the spoken word is underlined with the marker. */
function drawClassic(moment: CaptionMoment): void {
  const { context, card, style, spoken } = moment
  const plate = inflate(card.box, card.sizePx * 0.55, card.sizePx * 0.36)
  fillRound(moment, plate, 8, withOpacity(style.captions.plate, style.captions.plateOpacity))
  const word = card.words[spoken]
  if (word !== undefined) {
    context.fillStyle = style.palette.accentSecond
    context.fillRect(word.x - 4, word.y - card.sizePx * 0.12, word.width + 8, card.sizePx * 0.3)
  }
  drawWords(moment)
}

/** Few large words with a dark rim; the spoken one in the hot colour and a little larger. */
function drawWord(moment: CaptionMoment): void {
  const { context, card, style, pop, spoken } = moment
  const scale = 0.86 + 0.14 * easeOut(pop)
  const [centreX, centreY] = [card.box.x + card.box.width / 2, card.box.y + card.box.height / 2]
  context.translate(centreX, centreY)
  context.scale(scale, scale)
  context.translate(-centreX, -centreY)
  context.lineJoin = 'round'
  context.lineWidth = card.sizePx * 0.2
  context.strokeStyle = withOpacity(style.captions.plate, style.captions.plateOpacity)
  for (const word of card.words) context.strokeText(word.text, word.x, word.y)
  const paint = (word: CaptionWord, colour: string) => {
    context.fillStyle = colour
    context.fillText(word.text, word.x, word.y)
  }
  card.words.forEach((word, index) => paint(word, index === spoken ? card.colours.accent : card.colours.ink))
}

/** Serif on a strip of shade that fades out to both sides. */
function drawSerif(moment: CaptionMoment): void {
  const { context, card, style } = moment
  const strip = inflate(card.box, card.sizePx * 1.2, card.sizePx * 0.18)
  const shade = context.createLinearGradient(strip.x, 0, strip.x + strip.width, 0)
  const full = withOpacity(style.captions.plate, style.captions.plateOpacity)
  const none = withOpacity(style.captions.plate, 0)
  const edge = (card.sizePx * 1.2) / strip.width
  shade.addColorStop(0, none)
  shade.addColorStop(edge, full)
  shade.addColorStop(1 - edge, full)
  shade.addColorStop(1, none)
  context.fillStyle = shade
  context.fillRect(strip.x, strip.y, strip.width, strip.height)
  drawWords(moment)
}
