import { parseOrThrow, VideoError, type Timeline, type Warning } from '@mavs/core/essentials'
import { INSTALLED_FONTS } from '../fonts/packages.ts'
import { styleNamed } from '../styles/catalogue.ts'
import { parseStyle } from '../styles/document.ts'
import type { Style } from '../styles/style.ts'
import { colourStyle } from './colours.ts'
import { BrandKit, type BrandFont } from './kit.ts'

/** How a timeline looks: its style, in its brand's colours and type. */
export interface Look {
  readonly style: Style
  readonly kit?: BrandKit
  readonly warnings: readonly Warning[]
}

/** The families of font files that were registered, by the files' paths in the kit. */
export type FontFamilies = ReadonlyMap<string, string>

/** The look of a timeline; throws `TIMELINE_INVALID` naming what is wrong with its style or brand. */
export function lookOf(timeline: Pick<Timeline, 'style' | 'brand'>, families: FontFamilies = new Map()): Look {
  const kit = timeline.brand && parseOrThrow(BrandKit, timeline.brand, 'brand', 'TIMELINE_INVALID')
  if (kit === undefined) return { style: styleNamed(timeline.style), warnings: [] }
  const { style, changes, problem } = colourStyle(baseOf(timeline.style, kit), kit.colours)
  if (problem) throw new VideoError('TIMELINE_INVALID', problem)
  const text = setType(style.text, kit.fonts, families)
  const { transition = style.transition, sectionTransition = style.sectionTransition } = kit
  return {
    kit,
    style: { ...style, text, transition, sectionTransition },
    warnings: changes.map((message) => ({ reason: 'colour-adjusted', message: `${message}.` })),
  }
}

function baseOf(name: string, { style }: BrandKit): Style {
  const expected = typeof style === 'string' ? style : style?.name
  if (expected !== undefined && expected !== name) {
    throw new VideoError(
      'TIMELINE_INVALID',
      `style must be "${expected}", which brand.style builds on (got "${name}"); change one of them`,
    )
  }
  return typeof style === 'object' ? parseStyle(style, 'brand.style') : styleNamed(name)
}

/** Roles that are set in the brand's face for headlines. */
const HEADS: readonly (keyof Style['text'])[] = ['display', 'heading', 'figure', 'quote']

function setType(text: Style['text'], fonts: BrandKit['fonts'], families: FontFamilies): Style['text'] {
  const roles = Object.entries(text).map(([name, role]) => {
    const part = (HEADS as readonly string[]).includes(name) ? 'heads' : 'text'
    const font = fonts[part]
    return [
      name,
      font === undefined ? role : { ...role, face: faceOf(font, role.face, `brand.fonts.${part}`, families) },
    ]
  })
  return Object.fromEntries(roles) as Style['text']
}

function faceOf(
  font: BrandFont,
  face: Style['text']['body']['face'],
  path: string,
  families: FontFamilies,
): Style['text']['body']['face'] {
  if ('file' in font) return { family: families.get(font.file) ?? face.family, weight: face.weight, italic: false }
  const { family } = font
  if (INSTALLED_FONTS.subsets(family).length === 0) {
    throw new VideoError(
      'TIMELINE_INVALID',
      `${path}.family must be an installed Fontsource package (got "${family}"); install @fontsource/${family}`,
    )
  }
  const hasItalic = INSTALLED_FONTS.file({ family, weight: 400, italic: true }, 'latin') !== undefined
  return { family, weight: face.weight, italic: face.italic && hasItalic }
}
