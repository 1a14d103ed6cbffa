import { ProcessVisual } from '@mavs/core/essentials'
import { Path2D } from '@napi-rs/canvas'
import type { z } from 'zod'
import { awaited, type SceneElement } from '../drawing/element.ts'
import { bottom, inflate, right, type Box } from '../drawing/geometry.ts'
import { drawnPath } from '../drawing/shape-elements.ts'
import { cycleScene } from './cycle.ts'
import { mirrored } from './composition.ts'
import { cells, headlineAbove, OPTICAL_MIDDLE, rows } from './list-layout.ts'
import { speedLines } from './ornament.ts'
import { evenSize, textInBox } from './parts.ts'
import { defineScene, type SceneContext } from './scene-kind.ts'
import { node } from './node.ts'

type Visual = z.output<typeof ProcessVisual>

/** Steps that lead to one another: in a row, down the frame when it is high, or around a circle. */
export const process = defineScene({
  kind: 'process',
  schema: ProcessVisual,
  layout: (visual, context) => {
    const { head, body } = headlineAbove(visual.headline, context, 64)
    const steps = visual.steps.map((step, index) => ({
      ...step,
      start: context.at(`steps.${index}`, 0.8 + index * 1.6),
    }))
    const scene = visual.cyclic ? cycleScene : context.frame.isWide ? rowScene : columnScene
    const isPoster = context.style.composition === 'poster'
    return [...(isPoster ? speedLines(context) : []), ...head, ...scene(steps, context, body)]
  },
})

type Step = Visual['steps'][number] & { readonly start: number }

/** Most lines of a step's name and of its detail. */
const LABEL_LINES = 2
const DETAIL_LINES = 4
/** Names smaller than this are rather broken into two lines. */
const LEAST_NAME_PX = 46

function rowScene(steps: readonly Step[], context: SceneContext, body: Box): SceneElement[] {
  const boxes = cells(body, steps.length, 56)
  const cell = boxes[0]!
  const { centred, align } = alignmentOf(context)
  const side = Math.min(290, cell.width * 0.62, body.height * 0.5)
  const sizes = stepSizes(steps, context, { width: cell.width, height: body.height - side - 60 })
  const top = body.y + Math.max(0, body.height - side - 56 - sizes.height) * OPTICAL_MIDDLE
  return steps.flatMap((step, index) => {
    const box = boxes[index]!
    const seat = { x: centred ? box.x + (box.width - side) / 2 : box.x, y: top, width: side, height: side }
    const next = boxes[index + 1]
    const nextLeft = next ? (centred ? next.x + (next.width - side) / 2 : next.x) : 0
    const arrow = { x: right(seat) + 24, y: top + side / 2, width: nextLeft - right(seat) - 48, height: 0 }
    const label = mirrored({ x: box.x, y: bottom(seat) + 56, width: box.width, height: sizes.labelHeight }, context)
    const detail = { ...label, y: bottom(label) + 32, height: Math.max(60, bottom(body) - bottom(label) - 32) }
    return [
      ...(next ? [arrowElement(context, mirrored(arrow, context), steps[index + 1]!.start - 0.25)] : []),
      ...stepSign(step, index, context, mirrored(seat, context)),
      textInBox(context, step.label, label, {
        start: step.start + 0.2,
        sizePx: sizes.label,
        align,
        upright: 'top',
        maxLines: LABEL_LINES,
      }),
      ...detailOf(step, context, detail, { align, sizePx: sizes.detail }),
    ]
  })
}

function columnScene(steps: readonly Step[], context: SceneContext, body: Box): SceneElement[] {
  const boxes = rows(body, steps.length, { max: 330, gap: 0, centred: true })
  const first = boxes[0]!
  const side = Math.min(200, first.height * 0.62)
  const width = first.width - side - 56
  const sizes = stepSizes(steps, context, { width, height: first.height - 40 })
  return steps.flatMap((step, index) => {
    const row = boxes[index]!
    const seat = { x: row.x, y: row.y + (row.height - side) / 2, width: side, height: side }
    const text = { x: row.x + side + 56, y: row.y, width, height: row.height / 2 - 6 }
    const label = mirrored(step.detail ? text : { ...text, height: row.height }, context)
    const arrow = { x: row.x + side / 2, y: bottom(seat) + 12, width: 0, height: row.height - side - 24 }
    const detail = { ...label, y: row.y + row.height / 2 + 18, height: row.height / 2 - 22 }
    return [
      ...(boxes[index + 1] ? [arrowElement(context, mirrored(arrow, context), steps[index + 1]!.start - 0.25)] : []),
      ...stepSign(step, index, context, mirrored(seat, context)),
      textInBox(context, step.label, label, {
        start: step.start + 0.2,
        sizePx: sizes.label,
        upright: step.detail ? 'bottom' : 'middle',
        maxLines: LABEL_LINES,
      }),
      ...detailOf(step, context, detail, { align: 'left', sizePx: sizes.detail }),
    ]
  })
}

function alignmentOf(context: SceneContext): { readonly centred: boolean; readonly align: 'left' | 'center' } {
  const centred = context.style.composition === 'notebook' || context.style.composition === 'archive'
  return { centred, align: centred ? 'center' : 'left' }
}

/** The sign of a step; its seat stands from the beginning. */
function stepSign(step: Step, index: number, context: SceneContext, seat: Box): SceneElement[] {
  const { icon, start } = step
  const turn = { from: 0.3 + index * 0.1, until: start }
  return node(context, seat, { icon, number: index + 1, start, index }).flatMap((part) => awaited(part, turn))
}

interface StepSizes {
  readonly label: number
  readonly detail: number
  /** Of the highest name, and of the highest name and detail together. */
  readonly labelHeight: number
  readonly height: number
}

/** Names and details of all steps in one size each, and how much room they take. */
function stepSizes(steps: readonly Step[], context: SceneContext, room: { width: number; height: number }): StepSizes {
  const names = steps.map((step) => step.label)
  const details = steps.flatMap((step) => step.detail ?? [])
  const limits = { width: room.width, height: room.height * (details.length > 0 ? 0.45 : 1) }
  const onOneLine = evenSize(context, names, limits, { sizePx: 66, maxLines: 1 })
  const label =
    onOneLine >= LEAST_NAME_PX ? onOneLine : evenSize(context, names, limits, { sizePx: 58, maxLines: LABEL_LINES })
  const lower = { width: room.width, height: room.height * 0.55 - 32 }
  const options = { role: 'body', sizePx: Math.min(46, label * 0.78), maxLines: DETAIL_LINES } as const
  const detail = evenSize(context, details, lower, options)
  const highest = (texts: readonly string[], role: 'strong' | 'body', sizePx: number) =>
    Math.max(0, ...texts.map((text) => context.fit(text, role, { maxWidth: room.width, sizePx, quiet: true }).height))
  const labelHeight = Math.min(limits.height, highest(names, 'strong', label))
  const detailHeight = Math.min(lower.height, highest(details, 'body', detail))
  return { label, detail, labelHeight, height: labelHeight + (details.length > 0 ? 32 + detailHeight : 0) }
}

function detailOf(
  step: Step,
  context: SceneContext,
  box: Box,
  options: { readonly align: 'left' | 'center'; readonly sizePx: number },
): SceneElement[] {
  if (step.detail === undefined) return []
  return [
    textInBox(context, step.detail, box, {
      ...options,
      start: step.start + 0.4,
      role: 'body',
      upright: 'top',
      maxLines: DETAIL_LINES,
      colour: context.palette.mutedInk,
    }),
  ]
}

/** A straight arrow across or down a box, in reading direction. */
function arrowElement(context: SceneContext, line: Box, start: number): SceneElement {
  const { palette, style } = context
  const path = new Path2D()
  const down = line.height > 0
  const sign = context.rightToLeft && !down ? -1 : 1
  const from = down || sign > 0 ? { x: line.x, y: line.y } : { x: right(line), y: line.y }
  const to = down ? { x: line.x, y: bottom(line) } : { x: sign > 0 ? right(line) : line.x, y: line.y }
  path.moveTo(from.x, from.y)
  path.lineTo(to.x, to.y)
  path.moveTo(to.x - (down ? 12 : 14 * sign), to.y - (down ? 14 : 12))
  path.lineTo(to.x, to.y)
  path.lineTo(to.x + (down ? 12 : -14 * sign), to.y + (down ? -14 : 12))
  const width = style.composition === 'notebook' || style.composition === 'poster' ? 8 : 4
  return drawnPath(path, { box: inflate(line, 16), start, seconds: 0.4, colour: palette.accent, width })
}
