import { Path2D } from '@napi-rs/canvas'
import type { SceneElement } from '../drawing/element.ts'
import { inflate, type Box } from '../drawing/geometry.ts'
import { bar, drawnPath, fillBox, fillDisc, piece } from '../drawing/shape-elements.ts'
import { handLine } from '../drawing/strokes.ts'
import type { SceneContext } from './scene-kind.ts'

/** The line itself, in the manner of the style; drawn from its beginning. */
export function axis(
  context: SceneContext,
  line: Box,
  turn: { readonly start: number; readonly seconds: number },
): SceneElement[] {
  const { palette, style } = context
  const { start, seconds } = turn
  const down = line.height > 0
  const from = down ? 'top' : context.rightToLeft ? 'right' : 'left'
  const rule = (thickness: number, fill: string) =>
    bar(
      down
        ? { ...line, x: line.x - thickness / 2, width: thickness }
        : { ...line, y: line.y - thickness / 2, height: thickness },
      { start, seconds, from, fill },
    )
  switch (style.composition) {
    case 'notebook': {
      if (down) return [rule(9, palette.accentSecond)]
      const path = handLine(line.x, line.y, line.width, context.random)
      return [drawnPath(path, { box: inflate(line, 16), start, seconds, colour: palette.accentSecond, width: 9 })]
    }
    case 'diagram':
      return [rule(3, palette.accent), ruler(context, line, start, seconds)]
    case 'poster':
      return [rule(12, palette.accent)]
    case 'archive':
      return [rule(2, palette.accent)]
    case 'columns':
      return [rule(4, palette.ink)]
  }
}

/** Small marks along the line, as on a ruler. */
function ruler(context: SceneContext, line: Box, start: number, seconds: number): SceneElement {
  const path = new Path2D()
  const length = Math.max(line.width, line.height)
  for (let at = 0; at <= length; at += 26) {
    const [x, y] = line.height > 0 ? [line.x, line.y + at] : [line.x + at, line.y]
    path.moveTo(x, y)
    path.lineTo(line.height > 0 ? x + 10 : x, line.height > 0 ? y : y + 10)
  }
  const colour = context.palette.mutedInk
  return drawnPath(path, { box: inflate(line, 14), start, seconds, colour, width: 1.5, cap: 'butt' })
}

/** An event's mark on the line; the last one is filled. */
export function eventMark(context: SceneContext, seat: Box, start: number, isLast: boolean): SceneElement {
  const { palette, style } = context
  const box = style.composition === 'archive' ? inflate(seat, -8) : seat
  const [x, y, radius] = [box.x + box.width / 2, box.y + box.height / 2, box.width / 2]
  const isSquare = style.composition === 'columns' || style.composition === 'poster'
  const fill = isLast || style.composition === 'notebook' ? palette.accent : palette.ink
  return piece(box, {
    style,
    start: Math.max(0, start - 0.1),
    seconds: 0.4,
    draw: (target) => {
      if (isSquare) return fillBox(target, box, isLast ? palette.accent : palette.ink)
      fillDisc(target, x, y, radius, palette.background)
      fillDisc(target, x, y, radius - (isLast ? 0 : 3), fill)
      if (!isLast && style.composition !== 'notebook') fillDisc(target, x, y, radius - 6, palette.background)
    },
  })
}
