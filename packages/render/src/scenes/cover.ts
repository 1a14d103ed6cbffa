import type { SceneElement } from '../drawing/element.ts'
import { inflate } from '../drawing/geometry.ts'
import { bar } from '../drawing/shape-elements.ts'
import { mix } from '../styles/colour.ts'
import { tickRing } from './ornament.ts'
import type { SceneContext } from './scene-kind.ts'
import { edgeShapes, quarterRings, SUN } from './title-art.ts'

/** Colours of words: most of them, those that matter, and what lies behind both. */
export interface Tone {
  readonly ink: string
  readonly strong: string
  readonly behind: string
}

/** A page of the style's colour over the whole frame, like the cover of a book, and the colours of words on it. */
export interface Cover {
  readonly tone: Tone
  readonly elements: readonly SceneElement[]
}

/** Cobalt with quarter rings: a Swiss poster. */
export function posterCover(context: SceneContext): Cover {
  const { accent, onAccent } = context.palette
  return {
    tone: { ink: onAccent, strong: onAccent, behind: accent },
    elements: [page(context, accent), ...quarterRings(context, wholeOf(context), 0.08)],
  }
}

/** Coloured paper with cut-out shapes at its edges. */
export function paperCover(context: SceneContext): Cover {
  const { accentSecond, onAccent } = context.palette
  return {
    tone: { ink: onAccent, strong: SUN, behind: accentSecond },
    elements: [page(context, accentSecond), ...edgeShapes(context)],
  }
}

/** A book's cloth cover, an instrument's ring larger than it. */
export function clothCover(context: SceneContext): Cover {
  const { frame, palette, rightToLeft } = context
  const { accent, accentSecond, onAccent } = palette
  const line = mix(accent, onAccent, 0.3)
  const radius = Math.max(frame.width, frame.height) * 0.46
  const centre = { x: rightToLeft ? 0 : frame.width, y: frame.height * 0.42, width: 0, height: 0 }
  const faint = { ...context, palette: { ...palette, accent: line, mutedInk: line } }
  return {
    tone: { ink: onAccent, strong: accentSecond, behind: accent },
    elements: [page(context, accent), ...tickRing(faint, inflate(centre, radius), 0.2)],
  }
}

const wholeOf = ({ frame }: SceneContext) => ({ x: 0, y: 0, width: frame.width, height: frame.height })

const page = (context: SceneContext, fill: string): SceneElement =>
  bar(wholeOf(context), { start: 0, seconds: 0.5, fill, from: 'bottom' })
