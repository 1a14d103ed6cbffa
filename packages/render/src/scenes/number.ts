import { NumberVisual } from '@mavs/core/essentials'
import type { z } from 'zod'
import { columns } from '../drawing/frame.ts'
import { bottom, inflate, right, type Box } from '../drawing/geometry.ts'
import { bar, drawnPath } from '../drawing/shape-elements.ts'
import { handLoop } from '../drawing/strokes.ts'
import { composition, mirrored, picture } from './composition.ts'
import { setFigure } from './figure.ts'
import { OPTICAL_MIDDLE } from './list-layout.ts'
import { afterLabel, contextLine, countOf, dimensionLine, LABEL_START, litContext, roomOf } from './number-parts.ts'
import { ghostIcon, speedLines } from './ornament.ts'
import { badge, evenSize, textInBox } from './parts.ts'
import { defineScene, type Compositions } from './scene-kind.ts'
import { sourceLine } from './source-line.ts'

type Visual = z.output<typeof NumberVisual>

/** One figure that counts up, as large as the frame allows, with what it means and what to compare it with. */
export const number = defineScene({
  kind: 'number',
  schema: NumberVisual,
  ground: 'contrast',
  layout: (visual, context) => [...composition(compositions, visual, context), ...sourceLine(visual.source, context)],
})

const compositions: Compositions<Visual> = {
  /** On graphite: the figure over a rule that grows with it, label and proportion in columns below. */
  columns: (visual, context) => {
    const { frame, palette, style } = context
    const area = roomOf(visual, context)
    const figure = setFigure(visual, context, { width: area.width * 0.94, height: area.height * 0.52, maxSizePx: 520 })
    const { start, untilSeconds } = countOf(context)
    const y = area.y + area.height * (frame.isWide ? 0.63 : 0.5) - figure.height
    const rule = { x: area.x, y: y + figure.height + 52, width: area.width, height: 2 }
    const left = frame.isWide ? columns(frame, 0, 7) : area
    const beside = frame.isWide ? columns(frame, 8, 4) : area
    const text = (box: Box, top: number) => mirrored({ ...box, y: top, height: bottom(area) - top }, context)
    const at = mirrored({ x: area.x, y, width: figure.width, height: figure.height }, context)
    return [
      ...picture(visual.icon, context, {
        box: mirrored({ x: right(area) - 190, y: area.y + 26, width: 190, height: 190 }, context),
        colour: palette.mutedInk,
        start: 0.3,
        breathes: true,
      }),
      figure.element({
        ...at,
        start,
        untilSeconds,
        colour: palette.ink,
        unitColour: palette.accent,
        behind: palette.background,
      }),
      bar(mirrored(rule, context), { start: start + 0.1, seconds: 1.4, fill: palette.line }),
      bar(mirrored({ ...rule, y: rule.y - 4, width: figure.digitsWidth, height: 8 }, context), {
        start: start + 0.1,
        seconds: 1.4,
        fill: palette.accent,
      }),
      textInBox(context, visual.label, text(left, rule.y + 44), {
        start: LABEL_START,
        sizePx: 64,
        upright: 'top',
        maxLines: 2,
      }),
      ...(visual.context
        ? [
            textInBox(context, visual.context, text(beside, rule.y + (frame.isWide ? 46 : 190)), {
              start: start + 1,
              role: 'body',
              sizePx: style.scale.body + 6,
              upright: 'top',
              maxLines: 4,
              colour: palette.mutedInk,
            }),
          ]
        : []),
    ]
  },

  /** A round figure with a hand-drawn loop around it. */
  notebook: (visual, context) => {
    const { frame, palette, style } = context
    const area = roomOf(visual, context)
    const figure = setFigure(visual, context, { width: area.width * 0.7, height: area.height * 0.4, maxSizePx: 400 })
    const { start, untilSeconds } = countOf(context)
    const y = area.y + area.height * 0.42 - figure.height / 2 - 40
    const at = { x: (frame.width - figure.width) / 2, y, width: figure.width, height: figure.height }
    const loop = inflate(at, 90, figure.height * 0.42)
    const seat = { x: right(loop) - 90, y: loop.y - 46, width: 128, height: 128 }
    const label = { ...area, y: bottom(loop) + 44, height: 130 }
    return [
      drawnPath(handLoop(loop, context.random), {
        box: inflate(loop, loop.width * 0.06),
        start: start + 0.9,
        seconds: 0.9,
        colour: palette.accentSecond,
        width: 10,
      }),
      figure.element({
        ...at,
        start,
        untilSeconds,
        colour: palette.accent,
        unitColour: palette.ink,
        behind: palette.background,
      }),
      ...(visual.icon
        ? badge(context, seat, { icon: visual.icon, number: 1, fill: palette.accentSecond, start: start + 1.4 })
        : []),
      textInBox(context, visual.label, label, {
        start: LABEL_START,
        sizePx: 66,
        align: 'center',
        upright: 'top',
        maxLines: 2,
      }),
      ...contextLine(
        visual,
        context,
        afterLabel(visual, context, label, { role: 'strong', sizePx: 66, gap: 40 }),
        start + 1.1,
        'center',
        style.scale.body - 2,
      ),
    ]
  },

  /** The figure as a measured length, between two dimension marks, with its label on a leader line. */
  diagram: (visual, context) => {
    const { frame, palette, style } = context
    const area = roomOf(visual, context)
    const figure = setFigure(visual, context, {
      width: area.width * (frame.isWide ? 0.62 : 0.94),
      height: area.height * 0.4,
      maxSizePx: 420,
    })
    const { start, untilSeconds } = countOf(context)
    const room = { width: area.width, height: 140 }
    const onOneLine = evenSize(context, [visual.label], room, { sizePx: 62, maxLines: 1 })
    const labelSize = onOneLine >= style.scale.subheading ? onOneLine : style.scale.subheading
    const below = afterLabel(visual, context, { ...room, x: 0, y: 0 }, { role: 'strong', sizePx: labelSize, gap: 48 })
    const total = figure.height + 2 * 62 + below.y + (visual.context ? 36 : -48)
    const y = area.y + Math.max(0, area.height - total) * OPTICAL_MIDDLE
    const at = mirrored({ x: area.x + 8, y, width: figure.width, height: figure.height }, context)
    const measure = { x: at.x, y: bottom(at) + 62, width: at.width, height: 0 }
    const label = mirrored({ ...area, y: measure.y + 62, height: 140 }, context)
    const side = Math.min(430, area.width - figure.width - 120)
    return [
      ...dimensionLine(context, measure, start + 0.6),
      figure.element({
        ...at,
        start,
        untilSeconds,
        colour: palette.accent,
        unitColour: palette.ink,
        behind: palette.background,
      }),
      ...(frame.isWide && side > 120
        ? picture(visual.icon, context, {
            box: mirrored(
              { x: right(area) - side, y: y + (figure.height - side) / 2 + 20, width: side, height: side },
              context,
            ),
            colour: palette.accent,
            start: 0.4,
            strokeWidth: 1,
            breathes: true,
          })
        : []),
      textInBox(context, visual.label, label, {
        start: LABEL_START,
        sizePx: labelSize,
        upright: 'top',
        maxLines: 2,
      }),
      ...litContext(
        visual,
        context,
        afterLabel(visual, context, label, { role: 'strong', sizePx: labelSize, gap: 48 }),
        start + 1.4,
      ),
    ]
  },

  /** The figure from edge to edge in the hot gradient, the label as a headline below. */
  poster: (visual, context) => {
    const { palette, style } = context
    const area = roomOf(visual, context)
    const below = visual.context ? 210 : 130
    const figure = setFigure(visual, context, { width: area.width, height: area.height - below - 20, maxSizePx: 640 })
    const { start, untilSeconds } = countOf(context)
    const y = area.y + Math.max(0, (area.height - below - figure.height) / 2 - 20)
    const at = mirrored({ x: area.x, y, width: figure.width, height: figure.height }, context)
    const label = mirrored({ ...area, y: y + figure.height + 44, height: 96 }, context)
    return [
      ...speedLines(context),
      ...ghostIcon(visual.icon, context),
      figure.element({
        ...at,
        start,
        untilSeconds,
        colour: palette.accent,
        second: palette.accentSecond,
        unitColour: palette.ink,
        behind: palette.background,
      }),
      textInBox(context, visual.label, label, {
        start: LABEL_START,
        role: 'heading',
        sizePx: 84,
        upright: 'top',
        maxLines: 2,
      }),
      ...contextLine(
        visual,
        context,
        afterLabel(visual, context, label, { role: 'heading', sizePx: 84, gap: 40 }),
        start + 1,
        'left',
        style.scale.body,
      ),
    ]
  },

  /** A light figure between gold rules, its label letter-spaced. */
  archive: (visual, context) => {
    const { frame, palette } = context
    const area = roomOf(visual, context)
    const figure = setFigure(visual, context, { width: area.width * 0.86, height: area.height * 0.4, maxSizePx: 430 })
    const { start, untilSeconds } = countOf(context)
    const y = area.y + area.height * 0.43 - figure.height / 2
    const at = { x: (frame.width - figure.width) / 2, y, width: figure.width, height: figure.height }
    const centre = frame.width / 2
    const rule = { x: centre - 90, y: bottom(at) + 66, width: 180, height: 2 }
    const label = { ...area, y: rule.y + 52, height: 84 }
    return [
      ...picture(visual.icon, context, {
        box: { x: centre - 60, y: Math.max(area.y, y - 190), width: 120, height: 120 },
        colour: palette.accent,
        start: 0.3,
        seconds: 1.6,
      }),
      figure.element({
        ...at,
        start,
        untilSeconds,
        colour: palette.ink,
        unitColour: palette.accent,
        behind: palette.background,
      }),
      bar(rule, { start: start + 0.4, seconds: 1.6, from: 'centre', fill: palette.accent }),
      textInBox(context, visual.label, label, {
        start: LABEL_START,
        role: 'label',
        sizePx: 38,
        align: 'center',
        upright: 'top',
        maxLines: 2,
      }),
      ...contextLine(
        visual,
        context,
        afterLabel(visual, context, label, { role: 'label', sizePx: 38, gap: 46 }),
        start + 1.4,
        'center',
        52,
        'quote',
      ),
    ]
  },
}
