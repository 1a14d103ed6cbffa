import { contrast, mix, readable, requiredContrast } from '../styles/colour.ts'
import type { Palette } from '../styles/style.ts'

/** What lies behind code: the surface, and the band behind the lines that are spoken of. */
export interface CodeGround {
  readonly surface: string
  readonly band: string
}

/** The colours that code is written in. */
export interface CodeInk {
  /** Of what is not spoken of, and of line numbers: the faintest that can still be read. */
  readonly quiet: string
  /** Of a scope of highlight.js; `dimmed` is how much of its colour it has lost, 0 to 1. */
  of(scope: string, dimmed?: number): string
}

/** The colours of scopes in a palette, readable on the surface and on its band. */
export function createInk(palette: Palette, ground: CodeGround, sizePx: number): CodeInk {
  const known = new Map<string, string>()
  const quiet = quietColour(palette, ground, sizePx)
  const mixed = (scope: string, dimmed: number): string => {
    const wanted = (COLOURS[scope] ?? ((colours: Palette) => colours.ink))(palette)
    const colour = readable(readable(wanted, ground.surface, sizePx), ground.band, sizePx)
    return dimmed === 0 ? colour : mix(colour, quiet, dimmed)
  }
  return {
    quiet,
    of: (scope, dimmed = 0) => {
      const key = `${scope}/${dimmed}`
      const colour = known.get(key) ?? mixed(scope, dimmed)
      known.set(key, colour)
      return colour
    },
  }
}

function quietColour(palette: Palette, ground: CodeGround, sizePx: number): string {
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
