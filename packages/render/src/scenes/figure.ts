import type { SKRSContext2D } from '@napi-rs/canvas'
import { easeInOut } from '../drawing/easing.ts'
import { arriving, type SceneElement } from '../drawing/element.ts'
import { inflate, type Box } from '../drawing/geometry.ts'
import { readable } from '../styles/colour.ts'
import { cleanText, hasRightToLeft } from '../text/clean.ts'
import { fillWord } from '../text/paint.ts'
import { SMALLEST_PX } from '../text/typesetter.ts'
import type { TypeStyle } from '../text/type.ts'
import type { SceneContext } from './scene-kind.ts'

/** What a figure says. */
export interface FigureText {
  readonly value: number
  /** Digits after the decimal point. */
  readonly decimals: number
  /** Whether thousands are grouped. */
  readonly grouped: boolean
  readonly prefix?: string | undefined
  readonly suffix?: string | undefined
}

/** A number with what stands before and after it, measured. */
export interface Figure {
  readonly width: number
  /** Cap height to baseline. */
  readonly height: number
  readonly sizePx: number
  /** Width of the digits alone, without a unit that follows, and how far from the left they begin. */
  readonly digitsWidth: number
  readonly digitsX: number
  element(options: FigureOptions): SceneElement
}

interface FigureOptions {
  readonly x: number
  readonly y: number
  readonly start: number
  /** When it has been spoken: it has counted up by then, but takes at least 1.5 s. */
  readonly untilSeconds?: number
  readonly colour: string
  /** With a second colour, the digits are filled with a gradient. */
  readonly second?: string
  readonly unitColour?: string
  readonly behind: string
}

/** How long a number takes to count up. */
const COUNT_SECONDS = 1.5
/** Size of a unit that is a word, in shares of the digits'. */
const UNIT_SHARE = 0.4

/** Sets a number in cells of equal width, so that nothing moves sideways while it counts up. */
export function setFigure(
  visual: FigureText,
  context: SceneContext,
  box: { width: number; height: number; maxSizePx: number },
): Figure {
  const type = context.style.text.figure
  const formatter = new Intl.NumberFormat(context.language, {
    minimumFractionDigits: visual.decimals,
    maximumFractionDigits: visual.decimals,
    useGrouping: visual.grouped,
  })
  const format = (value: number) => formatter.format(value).replace('-', '−')
  const prefix = cleanText(visual.prefix ?? '', context.language)
  const suffix = cleanText(visual.suffix ?? '', context.language)
  const isWord = /\p{L}{2}/u.test(suffix)
  const cells = digitCells(context, type)
  const wordType = { ...type, tracking: 0 }
  const widthAt = (sizePx: number, share: number) => {
    const gap = suffix === '' ? 0 : sizePx * (isWord ? 0.1 : 0.02)
    const before = context.text.width(prefix, wordType, sizePx) + (prefix ? sizePx * 0.02 : 0)
    const digits = cells.width(format(visual.value), sizePx)
    return { before, digits, after: context.text.width(suffix, wordType, sizePx * share) + gap, gap }
  }
  const cap = context.text.capHeight(type)
  const appearance = context.style.motion.entrance === 'drift' ? 2 : 8
  const sizeAt = (share: number) => {
    const { before, digits, after } = widthAt(100, share)
    const fitting = Math.min((box.width / (before + digits + after)) * 100, box.height / cap)
    return Math.max(SMALLEST_PX, Math.min(box.maxSizePx, fitting))
  }
  // A word beside small digits is set nearer to their size, to be read.
  const unitShare = isWord ? Math.min(1, Math.max(UNIT_SHARE, (SMALLEST_PX * 1.25) / sizeAt(UNIT_SHARE))) : 1
  const sizePx = sizeAt(unitShare)
  const size = widthAt(sizePx, unitShare)
  const width = size.before + size.digits + size.after
  const height = cap * sizePx
  // In right-to-left scripts the unit follows to the left.
  const isMirrored = hasRightToLeft(prefix + suffix)
  const digitsX = isMirrored ? size.after : 0
  const element = (options: FigureOptions): SceneElement => {
    const place: Box = { x: options.x, y: options.y, width, height }
    const unitX = isMirrored ? place.x : place.x + width - size.after + size.gap
    const unitPlace = { ...place, x: unitX, width: size.after - size.gap }
    const colour = readable(options.colour, options.behind, sizePx)
    const unitColour = readable(options.unitColour ?? options.colour, options.behind, sizePx * unitShare)
    return arriving({
      box: inflate(place, sizePx * 0.08, sizePx * 0.25),
      start: options.start,
      seconds: Math.max(COUNT_SECONDS, (options.untilSeconds ?? 0) - options.start),
      texts: [
        { box: { ...place, x: place.x + digitsX, width: width - size.after }, colour, behind: options.behind, sizePx },
        ...(suffix === ''
          ? []
          : [{ box: unitPlace, colour: unitColour, behind: options.behind, sizePx: sizePx * unitShare }]),
      ],
      draw: (target, progress) => {
        const text = format(visual.value * easeInOut(Math.min(1, progress * 1.02)))
        const baseline = options.y + height
        const digitsEnd = options.x + digitsX + size.digits + (isMirrored ? 0 : size.before)
        const prefixX = isMirrored ? digitsEnd + sizePx * 0.02 : digitsEnd - cells.width(text, sizePx) - size.before
        target.globalAlpha *= Math.min(1, progress * appearance)
        target.fillStyle = options.second ? gradient(target, place, colour, options.second) : colour
        cells.draw(target, text, digitsEnd, baseline, sizePx)
        context.text.apply(target, wordType, sizePx)
        fillWord(target, { text: prefix, rightToLeft: isMirrored }, prefixX, baseline)
        context.text.apply(target, wordType, sizePx * unitShare)
        target.fillStyle = unitColour
        fillWord(target, { text: suffix, rightToLeft: isMirrored }, unitX, baseline)
      },
    })
  }
  return { width, height, sizePx, digitsWidth: size.before + size.digits, digitsX, element }
}

function gradient(target: SKRSContext2D, box: Box, from: string, to: string) {
  const fill = target.createLinearGradient(box.x, box.y, box.x + box.width, box.y)
  fill.addColorStop(0, from)
  fill.addColorStop(1, to)
  return fill
}

/** Digits in cells as wide as the widest digit; other characters keep their own width. Set from the right. */
export function digitCells(context: SceneContext, type: TypeStyle) {
  const bare = { ...type, tracking: 0 }
  const widest = Math.max(...[...'0123456789'].map((digit) => context.text.width(digit, bare, 100))) / 100
  const cellOf = (character: string, sizePx: number) =>
    (/\d/.test(character) ? widest : context.text.width(character, bare, 100) / 100) * sizePx + type.tracking * sizePx
  return {
    width: (text: string, sizePx: number) => [...text].reduce((sum, character) => sum + cellOf(character, sizePx), 0),
    draw: (target: SKRSContext2D, text: string, right: number, baseline: number, sizePx: number) => {
      context.text.apply(target, bare, sizePx)
      let x = right
      for (const character of [...text].toReversed()) {
        const cell = cellOf(character, sizePx)
        x -= cell
        const own = context.text.width(character, bare, sizePx)
        target.fillText(character, x + (cell - own) / 2, baseline)
      }
    },
  }
}
