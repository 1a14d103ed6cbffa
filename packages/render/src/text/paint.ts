import type { SKRSContext2D } from '@napi-rs/canvas'

/** A run of text in one direction, placed by its left edge and its baseline. */
interface Run {
  readonly text: string
  readonly rightToLeft: boolean
}

/** Fills a word in the direction in which it runs: its full stop and brackets depend on it. */
export function fillWord(context: SKRSContext2D, word: Run, x: number, y: number): void {
  direct(context, word)
  context.fillText(word.text, x, y)
}

/** Strokes a word's outlines in the direction in which it runs. */
export function strokeWord(context: SKRSContext2D, word: Run, x: number, y: number): void {
  direct(context, word)
  context.strokeText(word.text, x, y)
}

function direct(context: SKRSContext2D, { rightToLeft }: Run): void {
  context.textAlign = 'left'
  context.direction = rightToLeft ? 'rtl' : 'ltr'
}
