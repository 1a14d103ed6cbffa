import { Path2D } from '@napi-rs/canvas'
import type { SceneElement } from '../drawing/element.ts'
import { inflate, type Box } from '../drawing/geometry.ts'
import { bar, drawnPath, fillBox, piece } from '../drawing/shape-elements.ts'
import { mirrored } from './composition.ts'
import { plateFrame } from './ornament.ts'
import { card, slab } from './parts.ts'
import type { SceneContext } from './scene-kind.ts'

/** A surface that holds one of several things, in the manner of the style. */
export interface Panel {
  readonly elements: readonly SceneElement[]
  /** Where its content goes, not mirrored. */
  readonly inner: Box
  /** What lies behind the content. */
  readonly behind: string
  /** The panel's own strong colour. */
  readonly ink: string
}

/** One panel of a row; `index` 1 is the one that the accent colour favours. */
export function panel(context: SceneContext, box: Box, start: number, index: number): Panel {
  const { palette, style } = context
  const place = mirrored(box, context)
  const ink = index % 2 === 1 ? palette.accent : palette.ink
  switch (style.composition) {
    case 'columns':
      return {
        elements: [bar({ ...place, height: 8 }, { start, fill: ink })],
        inner: { ...box, y: box.y + 44, height: box.height - 44 },
        behind: palette.background,
        ink,
      }
    case 'notebook': {
      const colour = index % 2 === 1 ? palette.accent : palette.accentSecond
      const band = { ...place, height: 22 }
      return {
        elements: [
          card(context, place, { start, tilt: index % 2 === 1 ? 0.5 : -0.5 }),
          piece(band, {
            style,
            start: start + 0.05,
            draw: (target) => fillBox(target, inflate({ ...band, y: band.y + 22 }, -40, -7), colour, 6),
          }),
        ],
        inner: inflate({ ...box, y: box.y + 28, height: box.height - 28 }, -44, -34),
        behind: palette.surface,
        ink: colour,
      }
    }
    case 'diagram': {
      const path = new Path2D()
      path.roundRect(place.x, place.y, place.width, place.height, 14)
      return {
        elements: [
          piece(place, { style, start, draw: (target) => fillBox(target, place, palette.surface, 14) }),
          drawnPath(path, {
            box: place,
            start,
            seconds: 0.9,
            colour: index % 2 === 1 ? palette.accent : palette.line,
            width: 3,
          }),
        ],
        inner: inflate(box, -44, -40),
        behind: palette.surface,
        ink: palette.accent,
      }
    }
    case 'poster':
      return {
        elements: [slab(context, place, start, 14)],
        inner: inflate({ ...box, x: box.x + 30, width: box.width - 50 }, -30, -36),
        behind: palette.surface,
        ink: index % 2 === 1 ? palette.accent : palette.accentSecond,
      }
    case 'archive':
      return {
        elements: plateFrame(context, place, start),
        inner: inflate(box, -52, -48),
        behind: palette.surface,
        ink: palette.accent,
      }
  }
}
