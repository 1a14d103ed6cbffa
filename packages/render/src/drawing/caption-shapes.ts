import type { SKRSContext2D } from '@napi-rs/canvas'
import { contrast, readable, withOpacity } from '../styles/colour.ts'
import type { Style } from '../styles/style.ts'
import { strokeWord } from '../text/paint.ts'
import type { CaptionCard, CaptionWord } from './caption-card.ts'
import { inflate, type Box } from './geometry.ts'

/** What captions stand on, and how a word is marked on it. */
export interface CaptionShape {
  /** Drawn below all words. */
  ground(context: SKRSContext2D, card: CaptionCard, style: Style): void
  /** Drawn below a marked word; answers with the colour in which the word can be read on it. */
  mark(context: SKRSContext2D, word: CaptionWord, card: CaptionCard, style: Style): string
}

/** The shapes by their names in the styles. */
export const CAPTION_SHAPES: Readonly<Record<Style['captions']['shape'], CaptionShape>> = {
  /** A thin dark plate with square shoulders; a line below the word. */
  plate: {
    ground: (context, card, style) =>
      fillRound(context, inflate(card.box, card.sizePx * 0.6, card.sizePx * 0.38), 4, plateOf(style)),
    mark: underline,
  },
  /** A rounded plate with its shadow; the word stands on a small pill of the accent colour. */
  pill: {
    ground: (context, card, style) => {
      const plate = inflate(card.box, card.sizePx * 0.75, card.sizePx * 0.4)
      const radius = Math.min(plate.height / 2, card.sizePx * 0.95)
      fillRound(context, { ...plate, y: plate.y + 5 }, radius, withOpacity(style.palette.line, 0.9))
      fillRound(context, plate, radius, plateOf(style))
    },
    mark: onPill,
  },
  /** A sheet of paper; the marker has gone over the word. */
  paper: {
    ground: (context, card, style) =>
      fillRound(context, inflate(card.box, card.sizePx * 0.55, card.sizePx * 0.36), 8, plateOf(style)),
    mark: (context, word, card, style) => {
      const { sizePx, colours } = card
      context.fillStyle = style.palette.accentSecond
      context.fillRect(word.x - 4, word.y - sizePx * 0.12, word.width + 8, sizePx * 0.3)
      return colours.accent
    },
  },
  /** Only a dark rim around the letters. */
  outline: {
    ground: (context, card, style) => {
      context.lineJoin = 'round'
      context.lineWidth = card.sizePx * 0.2
      context.strokeStyle = plateOf(style)
      for (const word of card.words) strokeWord(context, word, word.x, word.y)
    },
    mark: onPill,
  },
  /** A strip of shade that fades out to both sides. */
  shade: {
    ground: (context, card, style) => {
      const strip = inflate(card.box, card.sizePx * 1.2, card.sizePx * 0.18)
      const shade = context.createLinearGradient(strip.x, 0, strip.x + strip.width, 0)
      const edge = (card.sizePx * 1.2) / strip.width
      const none = withOpacity(style.captions.plate, 0)
      shade.addColorStop(0, none)
      shade.addColorStop(edge, plateOf(style))
      shade.addColorStop(1 - edge, plateOf(style))
      shade.addColorStop(1, none)
      context.fillStyle = shade
      context.fillRect(strip.x, strip.y, strip.width, strip.height)
    },
    mark: underline,
  },
}

const plateOf = ({ captions }: Style): string => withOpacity(captions.plate, captions.plateOpacity)

function fillRound(context: SKRSContext2D, box: Box, radius: number, colour: string): void {
  context.fillStyle = colour
  context.beginPath()
  context.roundRect(box.x, box.y, box.width, box.height, radius)
  context.fill()
}

function underline(context: SKRSContext2D, word: CaptionWord, { sizePx, colours, reach }: CaptionCard): string {
  context.fillStyle = colours.accent
  const depth = Math.min(sizePx * 0.3, Math.max(sizePx * 0.14, reach.below * 0.6))
  context.fillRect(word.x, word.y + depth, word.width, Math.max(2, sizePx * 0.06))
  return colours.accent
}

function onPill(context: SKRSContext2D, word: CaptionWord, { sizePx, reach }: CaptionCard, style: Style): string {
  const pad = sizePx * 0.11
  const top = Math.max(sizePx * 0.86, reach.above * 0.94)
  const height = top + Math.max(sizePx * 0.3, reach.below * 0.9)
  const pill = { x: word.x - pad, y: word.y - top, width: word.width + 2 * pad, height }
  const { accent, plate } = style.captions
  fillRound(context, pill, Math.min(sizePx * 0.37, height / 2), accent)
  const ink = contrast('#FFFFFF', accent) >= contrast(plate, accent) ? '#FFFFFF' : plate
  return readable(ink, accent, sizePx)
}
