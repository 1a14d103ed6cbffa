import { Path2D } from '@napi-rs/canvas'
import type { SceneElement } from '../drawing/element.ts'
import { inflate, type Box } from '../drawing/geometry.ts'
import { bar, drawnPath, fillBox, piece } from '../drawing/shape-elements.ts'
import { plateFrame } from './ornament.ts'
import { card, slab } from './parts.ts'
import type { SceneContext } from './scene-kind.ts'

/** A surface that holds one of several things, in the manner of the style. */
export interface Panel {
  /** Between its edges and its content. */
  readonly inset: { readonly x: number; readonly top: number; readonly bottom: number }
  /** What lies behind the content. */
  readonly behind: string
  /** The panel's own strong colour. */
  readonly ink: string
  draw(place: Box, start: number): readonly SceneElement[]
}

/** One panel of several; `index` 1 is the one that the accent colour favours. */
export function panel(context: SceneContext, index: number): Panel {
  const { palette, style } = context
  const isFavoured = index % 2 === 1
  switch (style.composition) {
    case 'columns': {
      const ink = isFavoured ? palette.accent : palette.ink
      return {
        inset: { x: 0, top: 44, bottom: 0 },
        behind: palette.background,
        ink,
        draw: (place, start) => [bar({ ...place, height: 8 }, { start, fill: ink })],
      }
    }
    case 'notebook': {
      const ink = isFavoured ? palette.accent : palette.accentSecond
      return {
        inset: { x: 44, top: 66, bottom: 34 },
        behind: palette.surface,
        ink,
        draw: (place, start) => {
          const band = inflate({ ...place, y: place.y + 22, height: 22 }, -40, -7)
          return [
            card(context, place, { start, tilt: isFavoured ? 0.5 : -0.5 }),
            piece(band, { style, start: start + 0.05, draw: (target) => fillBox(target, band, ink, 6) }),
          ]
        },
      }
    }
    case 'diagram':
      return {
        inset: { x: 44, top: 40, bottom: 40 },
        behind: palette.surface,
        ink: palette.accent,
        draw: (place, start) => {
          const path = new Path2D()
          path.roundRect(place.x, place.y, place.width, place.height, 14)
          const colour = isFavoured ? palette.accent : palette.line
          return [
            piece(place, { style, start, draw: (target) => fillBox(target, place, palette.surface, 14) }),
            drawnPath(path, { box: place, start, seconds: 0.9, colour, width: 3 }),
          ]
        },
      }
    case 'poster':
      return {
        inset: { x: 56, top: 42, bottom: 36 },
        behind: palette.surface,
        ink: isFavoured ? palette.accent : palette.accentSecond,
        draw: (place, start) => [slab(context, place, start, 14)],
      }
    case 'archive':
      return {
        inset: { x: 52, top: 52, bottom: 48 },
        behind: palette.surface,
        ink: palette.accent,
        draw: (place, start) => plateFrame(context, place, start),
      }
  }
}
