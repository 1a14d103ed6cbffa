import { VideoError } from '@mavs/core/essentials'
import { casual } from './casual.ts'
import { documentary } from './documentary.ts'
import { educational } from './educational.ts'
import { entertainment } from './entertainment.ts'
import { professional } from './professional.ts'
import type { Style } from './style.ts'

/** The styles that come with the renderer, by name. */
export const STYLES: ReadonlyMap<string, Style> = new Map(
  [professional, casual, educational, entertainment, documentary].map((style) => [style.name, style]),
)

/** The style of a name; throws `TIMELINE_INVALID` with the known names. */
export function styleNamed(name: string): Style {
  const style = STYLES.get(name)
  if (style === undefined) {
    throw new VideoError(
      'TIMELINE_INVALID',
      `timeline.style must be one of ${[...STYLES.keys()].join(', ')} (got ${JSON.stringify(name)})`,
    )
  }
  return style
}
