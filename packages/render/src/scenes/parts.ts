import type { SceneElement } from '../drawing/element.ts'
import { bottom, centredSquare, right, type Box } from '../drawing/geometry.ts'
import { fillBox, fillDisc, piece, softShadow } from '../drawing/shape-elements.ts'
import { SMALLEST_PX } from '../text/typesetter.ts'
import { picture } from './composition.ts'
import type { SceneContext, TextRole } from './scene-kind.ts'

/** How a text stands in a box. */
export interface BoxedText {
  readonly start: number
  readonly role?: TextRole
  readonly sizePx: number
  readonly align?: 'left' | 'center' | 'right'
  /** Default: in the vertical middle. */
  readonly upright?: 'top' | 'middle' | 'bottom'
  readonly maxLines?: number
  readonly colour?: string
  readonly behind?: string
  /** Whether nobody need be told that the text was shortened. Default `false`. */
  readonly quiet?: boolean
}

/** A text in a box, as large as fits; its colour defaults to ink, or to what is meant for the accent colour. */
export function textInBox(context: SceneContext, text: string, box: Box, options: BoxedText): SceneElement {
  const { palette } = context
  const { role = 'strong', sizePx, maxLines = 3, upright = 'middle', behind = palette.background } = options
  const { quiet = false } = options
  const block = context.fit(text, role, { maxWidth: box.width, maxHeight: box.height, maxLines, sizePx, quiet })
  const spare = box.height - block.height
  return context.words(block, {
    x: box.x,
    width: box.width,
    y: box.y + spare * { top: 0, middle: 0.5, bottom: 1 }[upright],
    start: options.start,
    behind,
    colour: options.colour ?? (behind === palette.accent ? palette.onAccent : palette.ink),
    ...(options.align && { align: options.align }),
  })
}

/** The largest size at which each of some texts fits into a box, so that all are set alike. */
export function evenSize(
  context: SceneContext,
  texts: readonly string[],
  box: { readonly width: number; readonly height: number },
  options: { readonly role?: TextRole; readonly sizePx: number; readonly maxLines?: number },
): number {
  const { role = 'strong', sizePx, maxLines = 3 } = options
  const limits = { maxWidth: box.width, maxHeight: box.height, maxLines, sizePx, quiet: true }
  return Math.min(sizePx, ...texts.map((text) => context.fit(text, role, limits).sizePx))
}

/** A disc with an icon on it, or a number when there is no icon. */
export function badge(
  context: SceneContext,
  seat: Box,
  options: {
    readonly icon: string | undefined
    readonly number: number
    readonly fill: string
    readonly start: number
  },
): SceneElement[] {
  const { fill, start } = options
  const { style } = context
  const disc = piece(seat, {
    style,
    start,
    draw: (target) => fillDisc(target, seat.x + seat.width / 2, seat.y + seat.height / 2, seat.width / 2, fill),
  })
  return [disc, ...mark(context, seat, { ...options, start: start + 0.1, share: 0.6, behind: fill })]
}

/** An icon in a square, or a number when there is no icon. */
export function mark(
  context: SceneContext,
  seat: Box,
  options: {
    readonly icon: string | undefined
    readonly number: number
    readonly start: number
    /** Share of the square that the mark takes. */
    readonly share: number
    readonly behind: string
    readonly colour?: string
  },
): SceneElement[] {
  const { icon, start, share, behind, colour = context.palette.onAccent } = options
  if (icon !== undefined) {
    return picture(icon, context, { box: centredSquare(seat, seat.width * share), colour, start: start + 0.1 })
  }
  return [
    textInBox(context, String(options.number), seat, {
      start,
      role: 'figure',
      sizePx: Math.max(SMALLEST_PX, seat.height * share),
      align: 'center',
      maxLines: 1,
      colour,
      behind,
    }),
  ]
}

/** A slip of paper with the house shadow, a little askew. */
export function card(
  context: SceneContext,
  box: Box,
  options: { readonly start: number; readonly tilt?: number; readonly fill?: string; readonly radius?: number },
): SceneElement {
  const { palette, style } = context
  const { fill = palette.surface, radius = 34 } = options
  return piece(box, {
    style,
    start: options.start,
    tilt: options.tilt ?? 0,
    reach: 40,
    draw: (target) => {
      softShadow(target, box, palette.ink, radius)
      fillBox(target, box, fill, radius)
    },
  })
}

/** A slanted slab with a hot cell at its reading end, and the cell's square. */
export function slab(context: SceneContext, box: Box, start: number, cell = 0): SceneElement {
  const { palette, style } = context
  const lean = Math.min(26, box.height * 0.22)
  const shape = (target: Parameters<typeof fillBox>[0], left: number, end: number) => {
    target.beginPath()
    target.moveTo(left + lean, box.y)
    target.lineTo(end + lean, box.y)
    target.lineTo(end, bottom(box))
    target.lineTo(left, bottom(box))
    target.fill()
  }
  const [cellLeft, cellEnd] = context.rightToLeft ? [right(box) - cell, right(box)] : [box.x, box.x + cell]
  return piece(box, {
    style,
    start,
    reach: 30,
    draw: (target) => {
      target.fillStyle = palette.surface
      shape(target, box.x, right(box))
      const hot = target.createLinearGradient(cellLeft, box.y, cellEnd, bottom(box))
      hot.addColorStop(0, palette.accent)
      hot.addColorStop(1, palette.accentSecond)
      target.fillStyle = hot
      if (cell > 0) shape(target, cellLeft, cellEnd)
    },
  })
}
