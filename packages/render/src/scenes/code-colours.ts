import { contrast, mix, readable, requiredContrast } from '../styles/colour.ts'
import type { Palette } from '../styles/style.ts'

/** What lies behind code: the surface, and the band behind the lines that are spoken of. */
export interface CodeGround {
  readonly surface: string
  readonly band: string
}

/** The colour of a scope of highlight.js in a palette, readable on the surface and on its band. */
export function scopeColour(scope: string, palette: Palette, ground: CodeGround, sizePx: number): string {
  const wanted = (COLOURS[scope] ?? ((colours: Palette) => colours.ink))(palette)
  return readable(readable(wanted, ground.surface, sizePx), ground.band, sizePx)
}

/** The faintest colour of the ink that can still be read: for what is not spoken of, and for line numbers. */
export function quietColour(palette: Palette, ground: CodeGround, sizePx: number): string {
  for (let share = 0.3; share < 1; share += 0.05) {
    const candidate = mix(ground.surface, palette.ink, share)
    const least = Math.min(contrast(candidate, ground.surface), contrast(candidate, ground.band))
    if (least >= requiredContrast(sizePx)) return candidate
  }
  return palette.ink
}

/** The surface with a breath of the accent colour. */
export const bandColour = (palette: Palette, surface: string): string => mix(surface, palette.accent, 0.16)

const keyword = ({ accent }: Palette): string => accent
const text = ({ positive }: Palette): string => positive
const value = ({ accent, negative, accentSecond, ink }: Palette): string =>
  accentSecond === ink ? mix(accent, negative, 0.55) : accentSecond
const name = ({ ink, accent }: Palette): string => mix(ink, accent, 0.45)
const quiet = ({ mutedInk }: Palette): string => mutedInk

const COLOURS: Readonly<Record<string, (palette: Palette) => string>> = {
  keyword,
  built_in: keyword,
  literal: keyword,
  'selector-tag': keyword,
  tag: keyword,
  meta: quiet,
  comment: quiet,
  quote: quiet,
  string: text,
  regexp: text,
  symbol: text,
  number: value,
  variable: value,
  'template-variable': value,
  type: name,
  title: name,
  attr: name,
  attribute: name,
  name,
  property: name,
  'selector-class': name,
  'selector-id': name,
}
