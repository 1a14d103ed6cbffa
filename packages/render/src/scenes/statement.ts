import { StatementVisual } from '@mavs/core'
import type { z } from 'zod'
import type { SceneElement } from '../drawing/element.ts'
import { columns } from '../drawing/frame.ts'
import { bottom, centredSquare, inflate, right, unite, type Box } from '../drawing/geometry.ts'
import { bar, drawnPath, fillBox, piece, wiped } from '../drawing/shape-elements.ts'
import { handLine, handLoop, marker } from '../drawing/strokes.ts'
import { phraseIn, runBoxes, textBox, wordsOf } from '../drawing/text-element.ts'
import { composition, mirrored, picture, within } from './composition.ts'
import { plateFrame, speedLines, tickRing } from './ornament.ts'
import { defineScene, type Compositions, type SceneContext } from './scene-kind.ts'
import { stackElements, stackText, stackWords } from './stack.ts'

type Visual = z.output<typeof StatementVisual>

/** One sentence, as large as it goes, with the words that matter picked out. */
export const statement = defineScene({
  kind: 'statement',
  schema: StatementVisual,
  layout: (visual, context) => composition(compositions, visual, context),
})

const compositions: Compositions<Visual> = {
  /** At the foot of nine columns, with a bar of the accent colour above it. */
  columns: (visual, context) => {
    const { frame, palette, style } = context
    const area = frame.isWide ? columns(frame, 0, visual.icon ? 9 : 11) : frame.content
    const column = mirrored(area, context)
    const block = context.fit(visual.text, 'heading', {
      maxWidth: column.width,
      maxHeight: column.height * (frame.isWide ? 0.72 : 0.6),
      sizePx: style.scale.title * 1.12,
    })
    const y = bottom(column) - block.height - 24
    const side = frame.isWide ? 220 : 240
    const iconX = frame.isWide ? right(frame.content) - side : frame.content.x
    return [
      bar(mirrored({ x: area.x, y: y - 74, width: 120, height: 12 }, context), { start: 0.1, fill: palette.accent }),
      ...picture(visual.icon, context, {
        box: mirrored({ x: iconX, y: frame.content.y + 34, width: side, height: side }, context),
        colour: palette.ink,
        start: 0.4,
        breathes: true,
      }),
      context.words(block, {
        x: column.x,
        width: column.width,
        y,
        start: 0.2,
        emphasis: { words: wordsOf(block, visual.emphasis), colour: palette.accent },
      }),
    ]
  },

  /** On a large card that hangs a little askew, with a hand-drawn loop or line at the words that matter. */
  notebook: (visual, context) => {
    const { frame, palette, style } = context
    const { content } = frame
    const block = context.fit(visual.text, 'heading', {
      maxWidth: content.width - 160,
      maxHeight: content.height - (visual.icon ? 290 : 130),
      sizePx: style.scale.title,
    })
    const iconSide = visual.icon ? 150 : 0
    const total = block.height + (visual.icon ? iconSide + 60 : 0)
    const y = content.y + (content.height - total) / 2 + (visual.icon ? iconSide + 60 : 0)
    const place = textBox(block, { x: content.x, y, width: content.width, align: 'center' })
    const disc = { x: frame.width / 2 - iconSide / 2, y: y - iconSide - 60, width: iconSide, height: iconSide }
    return [
      ...(visual.icon
        ? [
            piece(disc, {
              style,
              start: 0.1,
              tilt: -6,
              draw: (target) => fillBox(target, disc, palette.accentSecond, 44),
            }),
          ]
        : []),
      ...picture(visual.icon, context, {
        box: within(disc, 0.24),
        colour: palette.onAccent,
        start: 0.35,
        breathes: true,
      }),
      context.words(block, {
        x: content.x,
        width: content.width,
        align: 'center',
        y,
        start: 0.2,
        emphasis: { words: wordsOf(block, visual.emphasis), colour: palette.accent },
      }),
      ...handMarks(context, runBoxes(block, place, wordsOf(block, visual.emphasis), 'center')),
    ]
  },

  /** Serif text under a highlighter, with the icon as a figure beside it. */
  diagram: (visual, context) => {
    const { frame, palette, style } = context
    const { content } = frame
    const side = visual.icon ? (frame.isWide ? 360 : 320) : 0
    const column = mirrored(
      { ...content, width: frame.isWide && visual.icon ? content.width - side - 110 : content.width },
      context,
    )
    const block = context.fit(visual.text, 'heading', {
      maxWidth: column.width,
      maxHeight: content.height - 60 - (frame.isWide ? 0 : side + 80),
      sizePx: style.scale.title,
    })
    const y = frame.isWide ? content.y + (content.height - block.height) / 2 : content.y + side + 120
    const place = textBox(block, { x: column.x, y, width: column.width })
    const ring = mirrored(
      frame.isWide
        ? { x: right(content) - side, y: content.y + (content.height - side) / 2, width: side, height: side }
        : { x: content.x, y: content.y + 20, width: side, height: side },
      context,
    )
    const lit = runBoxes(block, place, wordsOf(block, visual.emphasis)).map((box) =>
      inflate(box, 14, block.sizePx * 0.17),
    )
    return [
      ...lit.map((box, row) =>
        wiped(marker(box, context.random), { box, start: 0.75 + row * 0.3, fill: palette.accentSecond }),
      ),
      ...(visual.icon ? tickRing(context, ring, 0.2) : []),
      ...picture(visual.icon, context, {
        box: within(ring, 0.28),
        colour: palette.accent,
        start: 0.45,
        breathes: true,
      }),
      context.words(block, { x: column.x, width: column.width, y, start: 0.15 }),
    ]
  },

  /** The sentence as a poster: every line as wide as the frame. */
  poster: (visual, context) => {
    const { content } = context.frame
    const stack = stackText(visual.text, context, {
      width: content.width,
      height: content.height - 10,
      maxSizePx: 420,
      role: 'display',
    })
    const emphasis = phraseIn(stackWords(stack), visual.emphasis)
    const y = content.y + (content.height - stack.height) / 2
    return [...speedLines(context), ...stackElements(stack, context, { x: content.x, y, start: 0.05, emphasis })]
  },

  /** A lower third: the sentence beside a gold rule, the icon as an engraved plate above. */
  archive: (visual, context) => {
    const { frame, palette, style } = context
    const { content } = frame
    const side = frame.isWide ? 420 : 380
    const plate = mirrored(
      frame.isWide
        ? {
            x: right(content) - side,
            y: content.y + (content.height - side * 1.2) / 2,
            width: side,
            height: side * 1.2,
          }
        : { x: content.x, y: content.y, width: side, height: side * 1.2 },
      context,
    )
    const indent = 56
    const width = content.width - indent - (frame.isWide && visual.icon ? side + 110 : 0)
    const block = context.fit(visual.text, 'heading', {
      maxWidth: width,
      maxHeight: content.height - (frame.isWide || !visual.icon ? 80 : side * 1.2 + 140),
      sizePx: style.scale.title * 0.96,
    })
    const y =
      frame.isWide && visual.icon
        ? content.y + (content.height - block.height) / 2
        : bottom(content) - block.height - 48
    const rule = mirrored({ x: content.x, y: y - 18, width: 3, height: block.height + 42 }, context)
    const column = mirrored({ x: content.x + indent, y, width, height: block.height }, context)
    return [
      ...(visual.icon ? plateFrame(context, plate, 0.1) : []),
      ...picture(visual.icon, context, {
        box: centredSquare(plate, side * 0.5),
        colour: palette.accent,
        start: 0.7,
        seconds: 2,
        breathes: true,
      }),
      bar(rule, { start: 0.1, seconds: 1.2, from: 'top', fill: palette.accent }),
      context.words(block, {
        x: column.x,
        width: column.width,
        y,
        start: 0.3,
        emphasis: { words: wordsOf(block, visual.emphasis), colour: palette.accent },
      }),
    ]
  },
}

/** A loop around a short phrase on one line, a line under anything longer. */
function handMarks(context: SceneContext, runs: readonly Box[]): SceneElement[] {
  const [first] = runs
  if (first === undefined) return []
  const ink = { colour: context.palette.accentSecond, width: 9 }
  if (runs.length === 1 && first.width < 620) {
    const loop = inflate(first, first.height * 0.55, first.height * 0.5)
    return [
      drawnPath(handLoop(loop, context.random), {
        ...ink,
        box: inflate(loop, loop.width * 0.06),
        start: 0.8,
        seconds: 0.8,
      }),
    ]
  }
  return runs.map((run, row) => {
    const y = bottom(run) + run.height * 0.3
    const line = handLine(run.x, y, run.width, context.random)
    return drawnPath(line, { ...ink, box: unite(run, { ...run, y: y + 16 }), start: 0.8 + row * 0.3 })
  })
}
