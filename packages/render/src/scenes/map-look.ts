import { mix } from '../styles/colour.ts'
import type { SceneContext } from './scene-kind.ts'

/** How a style draws maps. */
export interface MapLook {
  /** Runs from edge to edge and fades out above and below, or stands in a frame. */
  readonly isBleeding: boolean
  /** Undefined: the scene's ground. */
  readonly sea?: string
  readonly land: string
  readonly border: string
  readonly borderPx: number
  /** Outline of the coasts, where they have one. */
  readonly coast?: string
  readonly graticule?: string
  readonly radius: number
}

/** The map in the manner of the style. */
export function mapLook({ palette, style }: SceneContext): MapLook {
  const { background, ink, line, surface, accent, accentSecond } = palette
  switch (style.composition) {
    case 'columns':
      return { isBleeding: true, land: mix(ink, background, 0.85), border: background, borderPx: 2, radius: 0 }
    case 'notebook':
      return {
        isBleeding: false,
        sea: mix(accentSecond, surface, 0.82),
        land: mix(line, surface, 0.35),
        border: mix(line, accentSecond, 0.12),
        borderPx: 2,
        radius: 34,
      }
    case 'diagram':
      return {
        isBleeding: false,
        sea: surface,
        land: mix(accent, surface, 0.86),
        border: mix(accent, surface, 0.55),
        borderPx: 1.5,
        coast: mix(accent, surface, 0.35),
        graticule: mix(line, surface, 0.4),
        radius: 14,
      }
    case 'poster':
      return {
        isBleeding: true,
        land: mix(surface, line, 0.4),
        border: mix(background, surface, 0.3),
        borderPx: 3,
        radius: 0,
      }
    case 'archive':
      return {
        isBleeding: false,
        sea: mix(background, surface, 0.35),
        land: mix(line, background, 0.35),
        border: mix(background, surface, 0.5),
        borderPx: 1.5,
        coast: mix(accentSecond, background, 0.25),
        graticule: mix(line, background, 0.68),
        radius: 0,
      }
  }
}
