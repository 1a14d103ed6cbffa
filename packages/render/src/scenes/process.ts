import { ProcessVisual } from '@mavs/core'
import { Path2D } from '@napi-rs/canvas'
import type { z } from 'zod'
import type { SceneElement } from '../drawing/element.ts'
import { bottom, inflate, right, type Box } from '../drawing/geometry.ts'
import { drawnPath } from '../drawing/shape-elements.ts'
import { cycleScene } from './cycle.ts'
import { mirrored } from './composition.ts'
import { cells, headlineAbove, rows } from './list-layout.ts'
import { speedLines } from './ornament.ts'
import { textInBox } from './parts.ts'
import { defineScene, type SceneContext } from './scene-kind.ts'
import { node } from './node.ts'

type Visual = z.output<typeof ProcessVisual>

/** Steps that lead to one another: in a row, down the frame when it is high, or around a circle. */
export const process = defineScene({
  kind: 'process',
  schema: ProcessVisual,
  layout: (visual, context) => {
    const { head, body } = headlineAbove(visual.headline, context, 70)
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

function rowScene(steps: readonly Step[], context: SceneContext, body: Box): SceneElement[] {
  const gap = 48
  const boxes = cells(body, steps.length, gap)
  const side = Math.min(200, boxes[0]!.width * 0.62)
  const centred = context.style.composition === 'notebook' || context.style.composition === 'archive'
  const top = body.y + Math.max(0, (body.height - side - 250) / 2) * 0.8
  return steps.flatMap((step, index) => {
    const box = boxes[index]!
    const seat = { x: centred ? box.x + (box.width - side) / 2 : box.x, y: top, width: side, height: side }
    const next = boxes[index + 1]
    const nextLeft = next ? (centred ? next.x + (next.width - side) / 2 : next.x) : 0
    const arrow = { x: right(seat) + 22, y: top + side / 2, width: nextLeft - right(seat) - 44, height: 0 }
    const align = centred ? 'center' : 'left'
    const label = mirrored({ x: box.x, y: bottom(seat) + 40, width: box.width, height: 62 }, context)
    const detail = { ...label, y: bottom(label) + 22, height: Math.max(60, bottom(body) - bottom(label) - 22) }
    return [
      ...(next ? [arrowElement(context, mirrored(arrow, context), steps[index + 1]!.start - 0.25)] : []),
      ...node(context, mirrored(seat, context), { icon: step.icon, number: index + 1, start: step.start, index }),
      textInBox(context, step.label, label, {
        start: step.start + 0.2,
        sizePx: 50,
        align,
        upright: 'top',
        maxLines: 1,
      }),
      ...detailOf(step, context, detail, align),
    ]
  })
}

function columnScene(steps: readonly Step[], context: SceneContext, body: Box): SceneElement[] {
  const boxes = rows(body, steps.length, { max: 240, gap: 0 })
  const side = Math.min(132, boxes[0]!.height * 0.64)
  return steps.flatMap((step, index) => {
    const row = boxes[index]!
    const seat = { x: row.x, y: row.y + (row.height - side) / 2, width: side, height: side }
    const text = { x: row.x + side + 48, y: row.y, width: row.width - side - 48, height: row.height / 2 - 8 }
    const label = mirrored(step.detail ? text : { ...text, height: row.height }, context)
    const arrow = { x: row.x + side / 2, y: bottom(seat) + 12, width: 0, height: row.height - side - 24 }
    return [
      ...(boxes[index + 1] ? [arrowElement(context, mirrored(arrow, context), steps[index + 1]!.start - 0.25)] : []),
      ...node(context, mirrored(seat, context), { icon: step.icon, number: index + 1, start: step.start, index }),
      textInBox(context, step.label, label, {
        start: step.start + 0.2,
        sizePx: 50,
        upright: step.detail ? 'bottom' : 'middle',
        maxLines: 1,
      }),
      ...detailOf(step, context, { ...label, y: row.y + row.height / 2 + 16, height: row.height / 2 - 20 }, 'left'),
    ]
  })
}

function detailOf(step: Step, context: SceneContext, box: Box, align: 'left' | 'center'): SceneElement[] {
  if (step.detail === undefined) return []
  const colour = context.palette.mutedInk
  return [
    textInBox(context, step.detail, box, {
      start: step.start + 0.4,
      role: 'body',
      sizePx: 36,
      align,
      upright: 'top',
      maxLines: 4,
      colour,
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
  const width = style.composition === 'notebook' || style.composition === 'poster' ? 7 : 3
  return drawnPath(path, { box: inflate(line, 16), start, seconds: 0.4, colour: palette.accent, width })
}
