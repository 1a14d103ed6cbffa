import { Path2D, type SKRSContext2D } from '@napi-rs/canvas'
import { isolated, type SceneElement, type TextFact } from '../drawing/element.ts'
import { easeOut, progressOf } from '../drawing/easing.ts'
import { inflate, type Box } from '../drawing/geometry.ts'
import { drawnPath } from '../drawing/shape-elements.ts'
import type { Palette } from '../styles/style.ts'
import { createInk, type CodeGround, type CodeInk } from './code-colours.ts'
import { CODE_TYPE, type CodePiece, type CodeRow, type SetCode } from './code-rows.ts'
import type { SceneContext } from './scene-kind.ts'

/** Lines that are spoken of from a moment on, until the next such lines are; counted from 0, both included. */
export interface Spotlight {
  readonly from: number
  readonly to: number
  readonly start: number
}

interface CodeOptions {
  /** The top left corner, and the width of the bands. */
  readonly x: number
  readonly y: number
  readonly width: number
  readonly start: number
  readonly palette: Palette
  readonly ground: CodeGround
  /** The number of the first line. */
  readonly firstNumber: number
  /** In the order in which they are spoken of. */
  readonly spotlights: readonly Spotlight[]
}

/** Seconds between two rows as they come in, and that a change of light takes. */
const ROW_SECONDS = 0.05
const LIGHT_SECONDS = 0.35

/** Set source code as elements: bands behind the lines that are spoken of, then a row each with its number. */
export function codeElements(set: SetCode, context: SceneContext, options: CodeOptions): SceneElement[] {
  const ink = createInk(options.palette, options.ground, set.sizePx)
  return [
    ...options.spotlights.map((_, index) => band(set, options, index)),
    ...set.rows.flatMap((row, index) => [
      rowElement(set, index, ink, context, options),
      ...(row.continuedAt === undefined ? [] : [turnMark(set, row.continuedAt, index, options)]),
    ]),
  ]
}

/** The row's numbers and pieces; what is not spoken of loses its colours, never its contrast. */
function rowElement(
  set: SetCode,
  index: number,
  ink: CodeInk,
  context: SceneContext,
  options: CodeOptions,
): SceneElement {
  const { ground, spotlights } = options
  const { sizePx, cellPx, gutterPx } = set
  const row = set.rows[index]!
  const number =
    row.continuedAt === undefined && gutterPx > 0 ? numberPiece(set, options.firstNumber + row.line) : undefined
  const top = options.y + index * set.rowPx
  const baseline = top + set.rowPx * 0.5 + context.text.capHeight(CODE_TYPE) * sizePx * 0.5
  const left = options.x + gutterPx
  const start = options.start + Math.min(index * ROW_SECONDS, 0.9)
  const dimmed = (seconds: number) => Math.round(12 * dimAt(seconds, row.line, spotlights)) / 12
  const progress = (seconds: number) =>
    seconds < start ? -1 : progressOf(seconds, start, context.style.motion.seconds)
  const paint = (target: SKRSContext2D, piece: CodePiece, x: number, colour: string) => {
    target.fillStyle = colour
    target.fillText(piece.text, x + piece.column * cellPx, baseline, piece.columns * cellPx + 2)
  }
  const box = { x: options.x, y: top, width: set.width, height: set.rowPx }
  return {
    box: inflate(box, context.style.motion.distancePx + 8, 6),
    texts: factsOf(set, row, { left, baseline, number, behind: ground.surface, ink, x: options.x }),
    state: (seconds) => progress(seconds) + 10 * dimmed(seconds),
    draw: (target, seconds) => {
      const arrived = easeOut(progress(seconds))
      if (progress(seconds) < 0) return
      isolated(target, () => {
        context.text.apply(target, CODE_TYPE, sizePx)
        target.globalAlpha *= arrived
        target.translate(-(1 - arrived) * Math.min(24, context.style.motion.distancePx), 0)
        const share = dimmed(seconds)
        for (const piece of row.pieces) paint(target, piece, left, ink.of(piece.scope, share))
        if (number) paint(target, number, options.x, ink.quiet)
      })
    },
  }
}

/** How much a line has lost of its colour at a moment, 0 to 1. */
function dimAt(seconds: number, line: number, spotlights: readonly Spotlight[]): number {
  const isDim = (light: Spotlight | undefined) => Number(light !== undefined && (line < light.from || line > light.to))
  const current = spotlights.findLastIndex((light) => light.start <= seconds)
  if (current < 0) return 0
  const [before, now] = [isDim(spotlights[current - 1]), isDim(spotlights[current])]
  return before + (now - before) * progressOf(seconds, spotlights[current]!.start, LIGHT_SECONDS)
}

function numberPiece(set: SetCode, number: number): CodePiece {
  const text = String(number)
  const digits = Math.round(set.gutterPx / set.cellPx) - 2
  return { text, column: digits - text.length, columns: text.length, scope: '' }
}

/** Runs of pieces of one colour, with their boxes from the capitals' height to the baseline. */
function factsOf(
  set: SetCode,
  row: CodeRow,
  look: {
    readonly x: number
    readonly left: number
    readonly baseline: number
    readonly number: CodePiece | undefined
    readonly behind: string
    readonly ink: CodeInk
  },
): TextFact[] {
  const height = set.sizePx * 0.73
  const fact = (x: number, columns: number, colour: string): TextFact => ({
    box: { x, y: look.baseline - height, width: columns * set.cellPx, height },
    colour,
    behind: look.behind,
    sizePx: set.sizePx,
  })
  const runs: { scope: string; from: number; to: number }[] = []
  for (const { scope, column, columns } of row.pieces) {
    const last = runs.at(-1)
    if (last && last.scope === scope) last.to = column + columns
    else runs.push({ scope, from: column, to: column + columns })
  }
  return [
    ...runs.map(({ scope, from, to }) => fact(look.left + from * set.cellPx, to - from, look.ink.of(scope))),
    ...(look.number ? [fact(look.x + look.number.column * set.cellPx, look.number.columns, look.ink.quiet)] : []),
  ]
}

/** A band behind some lines that opens when they are spoken of and closes when the next ones are. */
function band(set: SetCode, { x, y, width, palette, ground, spotlights }: CodeOptions, index: number): SceneElement {
  const { from, to, start } = spotlights[index]!
  const end = spotlights[index + 1]?.start ?? Infinity
  const rows = set.rows.flatMap(({ line }, row) => (line >= from && line <= to ? [row] : []))
  const [first = 0, last = -1] = [rows[0], rows.at(-1)]
  const box: Box = {
    x: x - 18,
    y: y + first * set.rowPx,
    width: width + 36,
    height: (last - first + 1) * set.rowPx,
  }
  const shown = (seconds: number) =>
    rows.length === 0
      ? 0
      : easeOut(progressOf(seconds, start, LIGHT_SECONDS)) * (1 - progressOf(seconds, end, LIGHT_SECONDS))
  return {
    box: inflate(box, 2),
    state: shown,
    draw: (target, seconds) => {
      const share = shown(seconds)
      if (share <= 0) return
      isolated(target, () => {
        target.globalAlpha *= share
        target.fillStyle = ground.band
        target.fillRect(box.x, box.y, box.width, box.height)
        target.fillStyle = palette.accent
        target.fillRect(box.x, box.y, 6, box.height * share)
      })
    },
  }
}

/** A bent arrow before a row that goes on with a line. */
function turnMark(set: SetCode, column: number, index: number, { x, y, start, palette }: CodeOptions): SceneElement {
  const { cellPx, rowPx, gutterPx } = set
  const left = x + gutterPx + (column - 1.6) * cellPx
  const middle = y + (index + 0.5) * rowPx + rowPx * 0.06
  const path = new Path2D()
  path.moveTo(left, middle - rowPx * 0.24)
  path.lineTo(left, middle)
  path.lineTo(left + cellPx, middle)
  path.moveTo(left + cellPx * 0.66, middle - cellPx * 0.34)
  path.lineTo(left + cellPx, middle)
  path.lineTo(left + cellPx * 0.66, middle + cellPx * 0.34)
  return drawnPath(path, {
    box: { x: left, y: middle - rowPx * 0.3, width: cellPx, height: rowPx * 0.6 },
    start: start + Math.min(index * ROW_SECONDS, 0.9) + 0.2,
    seconds: 0.4,
    colour: palette.mutedInk,
    width: 2.5,
  })
}
