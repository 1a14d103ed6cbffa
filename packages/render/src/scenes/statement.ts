import { StatementVisual } from '@mavs/core'
import type { z } from 'zod'
import type { SceneElement } from '../drawing/element.ts'
import { columns } from '../drawing/frame.ts'
import { bottom, centredSquare, contains, inflate, right, unite, type Box } from '../drawing/geometry.ts'
import { bar, drawnPath, fillBox, piece, wiped } from '../drawing/shape-elements.ts'
import { handLine, handLoop, marker } from '../drawing/strokes.ts'
import { phraseIn, runBoxes, textBox, wordsOf } from '../drawing/text-element.ts'
import type { TextBlock } from '../text/type.ts'
import { composition, mirrored, picture, within } from './composition.ts'
import { OPTICAL_MIDDLE } from './list-layout.ts'
import { plateFrame, speedLines, tickRing } from './ornament.ts'
import { edgeShapes, quarterRings } from './title-art.ts'
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
  /** Large in nine columns under a bar of the accent colour, the icon hanging from the grid at the far end. */
  columns: (visual, context) => {
    const { frame, palette, style } = context
    const area = frame.isWide ? columns(frame, 0, visual.icon ? 9 : 12) : frame.content
    const column = mirrored(area, context)
    const side = frame.isWide ? 300 : 260
    const above = frame.isWide || !visual.icon ? 0 : side + 60
    const block = context.fit(visual.text, 'heading', {
      maxWidth: column.width,
      maxHeight: column.height - above - 200,
      sizePx: style.scale.title * 1.7,
    })
    const y = column.y + above + (column.height - above - block.height) * OPTICAL_MIDDLE + 30
    const place = textBox(block, { x: column.x, y, width: column.width })
    const emphasis = wordsOf(block, visual.emphasis)
    const spoken = emphasisStart(context)
    const iconX = frame.isWide ? right(frame.content) - side : frame.content.x
    const closing = isClosing(context)
    const whole = { x: 0, y: 0, width: frame.width, height: frame.height }
    const ink = closing ? palette.onAccent : palette.ink
    const strong = closing ? palette.onAccent : palette.accent
    return [
      ...(closing
        ? [
            bar(whole, { start: 0, seconds: 0.5, fill: palette.accent, from: 'bottom' }),
            ...quarterRings(context, whole, 0.08),
          ]
        : []),
      bar(mirrored({ x: area.x, y: y - 84, width: 168, height: 14 }, context), { start: 0.05, fill: strong }),
      ...picture(visual.icon, context, {
        box: mirrored(
          { x: iconX, y: frame.isWide ? y - 84 : frame.content.y + 34, width: side, height: side },
          context,
        ),
        colour: ink,
        start: 0.3,
        strokeWidth: 1,
        breathes: true,
      }),
      ...runBoxes(block, place, emphasis).map((run, row) =>
        bar(
          { x: run.x, y: bottom(run) + run.height * 0.2, width: run.width, height: Math.max(6, run.height * 0.075) },
          {
            start: spoken + row * 0.25,
            seconds: 0.7,
            fill: strong,
            from: context.rightToLeft ? 'right' : 'left',
          },
        ),
      ),
      context.words(block, {
        x: column.x,
        width: column.width,
        y,
        start: 0.1,
        colour: ink,
        behind: closing ? palette.accent : palette.background,
        emphasis: { words: emphasis, colour: strong },
      }),
    ]
  },

  /** On a large card that hangs a little askew, with a hand-drawn loop or line at the words that matter. */
  notebook: (visual, context) => {
    const { frame, palette, style } = context
    const { content } = frame
    const block = context.fit(visual.text, 'heading', {
      maxWidth: content.width - 160,
      maxHeight: content.height - (visual.icon ? 400 : 180),
      sizePx: style.scale.title * 1.5,
    })
    const iconSide = visual.icon ? 230 : 0
    const total = block.height + (visual.icon ? iconSide + 60 : 0)
    const y = content.y + (content.height - total) * OPTICAL_MIDDLE + (visual.icon ? iconSide + 60 : 0)
    const place = textBox(block, { x: content.x, y, width: content.width, align: 'center' })
    const disc = { x: frame.width / 2 - iconSide / 2, y: y - iconSide - 60, width: iconSide, height: iconSide }
    return [
      ...(isClosing(context) && frame.isWide ? edgeShapes(context) : []),
      ...(visual.icon
        ? [
            piece(disc, {
              style,
              start: 0.1,
              tilt: -6,
              draw: (target) => fillBox(target, disc, palette.accentSecond, 68),
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
        start: 0.1,
        emphasis: { words: wordsOf(block, visual.emphasis), colour: palette.accent },
      }),
      ...handMarks(context, block, runBoxes(block, place, wordsOf(block, visual.emphasis), 'center')),
    ]
  },

  /** Serif text under a highlighter, with the icon as a figure beside it. */
  diagram: (visual, context) => {
    const { frame, palette, style } = context
    const { content } = frame
    const side = visual.icon ? (frame.isWide ? 460 : 380) : 0
    const column = mirrored(
      { ...content, width: frame.isWide && visual.icon ? content.width - side - 100 : content.width },
      context,
    )
    const block = context.fit(visual.text, 'heading', {
      maxWidth: column.width,
      maxHeight: content.height - 60 - (frame.isWide ? 0 : side + 80),
      sizePx: style.scale.title * 1.55,
    })
    const y = frame.isWide ? content.y + (content.height - block.height) * OPTICAL_MIDDLE : content.y + side + 120
    const place = textBox(block, { x: column.x, y, width: column.width })
    const ring = mirrored(
      frame.isWide
        ? {
            x: right(content) - side,
            y: content.y + (content.height - side) * OPTICAL_MIDDLE,
            width: side,
            height: side,
          }
        : { x: content.x, y: content.y + 20, width: side, height: side },
      context,
    )
    const lit = runBoxes(block, place, wordsOf(block, visual.emphasis)).map((box) =>
      inflate(box, 14, block.sizePx * 0.17),
    )
    return [
      ...lit.map((box, row) =>
        wiped(marker(box, context.random), {
          box,
          start: emphasisStart(context) + row * 0.3,
          fill: palette.accentSecond,
        }),
      ),
      ...(visual.icon ? tickRing(context, ring, 0.2) : []),
      ...picture(visual.icon, context, {
        box: within(ring, 0.28),
        colour: palette.accent,
        start: 0.45,
        breathes: true,
      }),
      context.words(block, { x: column.x, width: column.width, y, start: 0.1 }),
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
      sizePx: style.scale.title * 1.4,
    })
    const y =
      frame.isWide && visual.icon
        ? content.y + (content.height - block.height) * OPTICAL_MIDDLE
        : frame.isWide
          ? content.y + (content.height - block.height) * 0.56
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
        start: 0.15,
        emphasis: { words: wordsOf(block, visual.emphasis), colour: palette.accent },
      }),
      ...runBoxes(block, textBox(block, column), wordsOf(block, visual.emphasis)).map((run, row) =>
        bar(
          { x: run.x, y: bottom(run) + run.height * 0.46, width: run.width, height: 2 },
          { start: emphasisStart(context) + row * 0.5, seconds: 1.8, fill: palette.accent },
        ),
      ),
    ]
  },
}

/** The last word of a video, before its credits, gets the weight of a title. */
const isClosing = ({ index, count }: SceneContext): boolean => count > 2 && index >= count - 2

/** When the words that matter are marked: as they are spoken, or a moment after they have been read. */
const emphasisStart = (context: SceneContext): number => Math.max(0.7, context.at('emphasis', 2.6))

/** A loop around a short phrase that has its line to itself, a line under any other. */
function handMarks(context: SceneContext, block: TextBlock, runs: readonly Box[]): SceneElement[] {
  const [first] = runs
  if (first === undefined) return []
  const ink = { colour: context.palette.accentSecond, width: 10 }
  const start = emphasisStart(context)
  const isAlone = block.lines.some((line) => Math.abs(line.width - first.width) < 1)
  const loop = inflate(first, first.height * 0.7, first.height * 0.42)
  if (runs.length === 1 && isAlone && block.lines.length === 1 && contains(context.frame.safe, loop)) {
    const box = inflate(loop, loop.width * 0.06)
    return [drawnPath(handLoop(loop, context.random), { ...ink, box, start, seconds: 0.8 })]
  }
  return runs.map((run, row) => {
    const y = bottom(run) + run.height * 0.26
    const line = handLine(run.x, y, run.width, context.random)
    return drawnPath(line, { ...ink, box: unite(run, { ...run, y: y + 16 }), start: start + row * 0.3 })
  })
}
