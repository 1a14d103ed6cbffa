import { Path2D } from '@napi-rs/canvas'
import type { SceneElement } from '../drawing/element.ts'
import { inflate, right, type Box } from '../drawing/geometry.ts'
import { bar, drawnPath, wiped } from '../drawing/shape-elements.ts'
import { marker } from '../drawing/strokes.ts'
import { textBox } from '../drawing/text-element.ts'
import type { Arrangement } from '../layout/arrange.ts'
import { column, measured, spacer, text, type LayoutNode } from '../layout/node.ts'
import { setFigure, type FigureText } from './figure.ts'
import { fitted } from './fitting.ts'
import type { SceneContext, TextRole } from './scene-kind.ts'

/** What a number scene says. */
export interface NumberTexts extends FigureText {
  readonly label: string
  readonly context?: string | undefined
  readonly source?: string | undefined
  readonly icon?: string | undefined
}

export type NumberKey = 'figure' | 'unit' | 'label' | 'context'

/** How a style sets a number: the figure within a share of the content's height, texts by their roles. */
export interface NumberSet {
  readonly figure: { readonly maxSizePx: number; readonly heightShare: number }
  readonly label: { readonly role: TextRole; readonly sizePx: number }
  readonly context: { readonly role: TextRole; readonly sizePx: number }
  readonly across: 'start' | 'center'
}

/** The parts of a number scene for a layout; `proportion` is the second line. */
export interface NumberNodes {
  readonly figure: LayoutNode<NumberKey>
  readonly label: LayoutNode<NumberKey>
  readonly proportion: LayoutNode<NumberKey> | undefined
}

/** The parts of a number scene, as the style sets them. In a high frame, a unit of words stands below the digits. */
export function numberNodes(visual: NumberTexts, context: SceneContext, set: NumberSet): NumberNodes {
  const { isWide, content } = context.frame
  const { across } = set
  const larger = isWide ? 1 : isSquare(context) ? 0.9 : isHigh(context) ? 1.15 : 1.1
  const unit = unitBelow(visual, context)
  // The figure gives way to its texts, which take no more than a share of the height.
  const words = (key: 'label' | 'context', value: string, heightShare: number): LayoutNode<NumberKey> => {
    const fit = fitted(context, value, set[key].role, { maxLines: 4, sizePx: set[key].sizePx * larger })
    return text(key, (width, height) => fit(width, Math.min(height, content.height * heightShare)), { shrinks: false })
  }
  const figure: LayoutNode<NumberKey> = column({ gap: 28, across, shrinks: true }, [
    measured('figure', (width, height) => figureIn(visual, context, set, { width, height })),
    across === 'start' && hasCommas(visual) && spacer(18),
    unit !== undefined &&
      column({ across, padding: { y: 20 } }, [
        text('unit', fitted(context, unit, 'figure', { maxLines: 1, sizePx: 140 }), { shrinks: false }),
      ]),
  ])
  return {
    figure,
    label: words('label', visual.label, 0.2),
    proportion: visual.context === undefined ? undefined : words('context', visual.context, 0.17),
  }
}

/** Colours of a figure; with `second`, a gradient. */
export interface FigureTone {
  readonly colour: string
  readonly second?: string
  readonly unitColour: string
}

/** The figure, counting up, and its unit. */
export function figureElements(
  visual: NumberTexts,
  context: SceneContext,
  options: { readonly plan: Arrangement<NumberKey>; readonly set: NumberSet; readonly tone: FigureTone },
): SceneElement[] {
  const { plan, set, tone } = options
  const { x, y, width, height } = plan.box('figure')
  const { start, untilSeconds } = countOf(context)
  const { background: behind } = context.palette
  const figure = figureIn(visual, context, set, { width, height })
  return [
    figure.element({ x, y, start, untilSeconds, behind, ...tone }),
    ...(plan.has('unit') ? [plan.words('unit', { start: start + 0.3, colour: tone.unitColour })] : []),
  ]
}

/** Commas reach below the line on which digits stand. */
const hasCommas = ({ value, grouped, decimals }: NumberTexts): boolean =>
  decimals > 0 || (grouped && Math.abs(value) >= 1000)

/** Where the figure’s digits stand, without a unit that follows them. */
export function digitsIn(
  visual: NumberTexts,
  context: SceneContext,
  place: Box,
  set: NumberSet,
): Pick<Box, 'x' | 'width'> {
  const { digitsX, digitsWidth } = figureIn(visual, context, set, place)
  return { x: place.x + digitsX, width: digitsWidth }
}

function figureIn(
  visual: NumberTexts,
  context: SceneContext,
  { figure }: NumberSet,
  room: { readonly width: number; readonly height: number },
) {
  const shown = unitBelow(visual, context) === undefined ? visual : { ...visual, suffix: '' }
  return setFigure(shown, context, {
    width: room.width,
    height: Math.min(room.height, context.frame.content.height * figure.heightShare),
    maxSizePx: figure.maxSizePx * context.frame.smallTextScale,
  })
}

/** A unit of words, where it does not stand beside the digits. */
function unitBelow({ suffix = '' }: NumberTexts, context: SceneContext): string | undefined {
  return isHigh(context) && /\p{L}{2}/u.test(suffix) ? suffix.trim() : undefined
}

/** Whether the frame is as high as a phone's. */
const isHigh = ({ frame }: SceneContext): boolean => frame.height / frame.width >= 1.5

/** Whether there is no room beside the figure, nor much above it. */
export const isSquare = ({ frame }: SceneContext): boolean => !frame.isWide && frame.height / frame.width < 1.15

/** When the figure begins to count, and by when it has been spoken: label and frame stand at once. */
export function countOf(context: SceneContext): { readonly start: number; readonly untilSeconds: number } {
  const cue = context.at('value', 0.6)
  return { start: Math.min(cue, 0.12), untilSeconds: Math.min(cue + 1.1, context.durationSeconds - 0.5) }
}

/** The content area, less the room for a source line. */
export function roomOf(visual: NumberTexts, context: SceneContext): Box {
  const { content, isWide } = context.frame
  return { ...content, height: content.height - (visual.source ? (isWide ? 96 : 132) : 20) }
}

/** The highlighter under a text of the layout. */
export function litUnder(context: SceneContext, plan: Arrangement<NumberKey>, start: number): SceneElement[] {
  if (!plan.has('context')) return []
  const { block, ...place } = plan.text('context')
  const lit = inflate(textBox(block, place), 14, 16)
  return [wiped(marker(lit, context.random), { box: lit, start, fill: context.palette.accentSecond })]
}

/** A line with arrowheads between two ticks, as high as its box. */
export function dimensionLine(context: SceneContext, box: Box, start: number): SceneElement[] {
  const path = new Path2D()
  const [left, end, y] = [box.x, right(box), box.y + box.height / 2]
  path.moveTo(left + 16, y - 9)
  path.lineTo(left, y)
  path.lineTo(left + 16, y + 9)
  path.moveTo(left, y)
  path.lineTo(end, y)
  path.moveTo(end - 16, y - 9)
  path.lineTo(end, y)
  path.lineTo(end - 16, y + 9)
  const ink = context.palette.mutedInk
  return [
    bar({ ...box, x: left - 2, width: 2 }, { start, fill: ink, from: 'centre' }),
    bar({ ...box, x: end, width: 2 }, { start: start + 0.5, fill: ink, from: 'centre' }),
    drawnPath(path, { box, start, seconds: 0.9, colour: ink, width: 2.5 }),
  ]
}
