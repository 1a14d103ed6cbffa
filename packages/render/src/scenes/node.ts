import { Path2D } from '@napi-rs/canvas'
import type { SceneElement } from '../drawing/element.ts'
import type { Box } from '../drawing/geometry.ts'
import { drawnPath, fillBox, piece } from '../drawing/shape-elements.ts'
import { plateFrame } from './ornament.ts'
import { badge, mark, slab } from './parts.ts'
import type { SceneContext } from './scene-kind.ts'

interface NodeOptions {
  readonly icon: string | undefined
  readonly number: number
  readonly start: number
  readonly index: number
}

/** A step's sign in the manner of the style: a square, a disc, a ring, a slab or a plate, with an icon or a number. */
export function node(context: SceneContext, seat: Box, options: NodeOptions): SceneElement[] {
  const { palette, style } = context
  const { icon, number, start, index } = options
  const on = (behind: string, colour: string, share = 0.5) =>
    mark(context, seat, { icon, number, start, share, behind, colour })
  switch (style.composition) {
    case 'columns': {
      const fill = index === 0 ? palette.accent : palette.ink
      return [
        piece(seat, { style, start, draw: (target) => fillBox(target, seat, fill) }),
        ...on(fill, index === 0 ? palette.onAccent : palette.background),
      ]
    }
    case 'notebook':
      return badge(context, seat, {
        icon,
        number,
        start,
        fill: index % 2 === 0 ? palette.accent : palette.accentSecond,
      })
    case 'diagram': {
      const path = new Path2D()
      path.arc(seat.x + seat.width / 2, seat.y + seat.height / 2, seat.width / 2 - 2, -Math.PI / 2, Math.PI * 1.4999)
      return [
        piece(seat, { style, start, draw: (target) => fillBox(target, seat, palette.surface, seat.width / 2) }),
        drawnPath(path, { box: seat, start, seconds: 0.7, colour: palette.accent, width: 4 }),
        ...on(palette.surface, palette.accent),
      ]
    }
    case 'poster':
      return [slab(context, seat, start, seat.width), ...on(palette.accent, palette.onAccent)]
    case 'archive':
      return [...plateFrame(context, seat, start), ...on(palette.surface, palette.accent, 0.46)]
  }
}
