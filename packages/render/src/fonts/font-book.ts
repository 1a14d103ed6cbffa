import type { Warning } from '@mavs/core/essentials'
import { cleanText, splitGraphemes } from '../text/clean.ts'
import { upperCase } from '../text/language.ts'
import { faceName, type FontFace } from './face.ts'
import { createGlyphCheck } from './glyphs.ts'
import { INSTALLED_FONTS, type FontPackages } from './packages.ts'
import { eastAsianOf, recommendedFamily } from './scripts.ts'
import { fontStack } from './stack.ts'

/** The fonts that one video needs, registered with Skia under private names. */
export interface FontBook {
  /** The families of a face for a CSS font string, fallbacks included. */
  families(face: FontFace): string
  /** The text without the graphemes that no font can draw. */
  drawable(text: string): string
  readonly warnings: readonly Warning[]
}

/** How fonts are chosen. */
export interface FontBookOptions {
  /** BCP 47; decides the shapes of ideographs. Default "en". */
  readonly language?: string
  /** Where font packages are found. Default: what is installed. */
  readonly packages?: FontPackages
}

/** Registers what the faces need to draw the texts, once a process and file; looks up what is missing. */
export function createFontBook(
  faces: readonly FontFace[],
  texts: readonly string[],
  options: FontBookOptions = {},
): FontBook {
  const { language = 'en', packages = INSTALLED_FONTS } = options
  const cleaned = texts.map((text) => cleanText(text, language))
  const graphemes = new Set(cleaned.flatMap((text) => splitGraphemes(text + upperCase(text, language))))
  const codePoints = [...new Set([...graphemes].flatMap((grapheme) => [...grapheme]))].map((c) => c.codePointAt(0)!)
  const eastAsian = eastAsianOf(language, cleaned)
  const stacks = new Map<string, string>()
  const families = (face: FontFace) => {
    const known = stacks.get(faceName(face)) ?? fontStack(face, { codePoints, eastAsian, packages })
    stacks.set(faceName(face), known)
    return known
  }
  faces.forEach(families)
  const missing = missingGraphemes([...graphemes], families(faces[0]!))
  return {
    families,
    drawable: (text) => (missing.size === 0 ? text : without(missing, text)),
    warnings: warningsFor(missing, eastAsian),
  }
}

const without = (missing: ReadonlySet<string>, text: string): string =>
  splitGraphemes(text)
    .filter((grapheme) => !missing.has(grapheme))
    .join('')
    .replaceAll(/ {2,}/g, ' ')
    .trim()

function missingGraphemes(graphemes: readonly string[], families: string): ReadonlySet<string> {
  const unusual = graphemes.filter((grapheme) => /[^\u0020-\u024F\u2010-\u2026]/u.test(grapheme))
  if (unusual.length === 0) return new Set()
  const isDrawn = createGlyphCheck(families)
  return new Set(unusual.filter((grapheme) => !isDrawn(grapheme)))
}

function warningsFor(missing: ReadonlySet<string>, eastAsian: ReturnType<typeof eastAsianOf>): Warning[] {
  const byPackage = new Map<string, string[]>()
  for (const grapheme of missing) {
    const family = recommendedFamily(grapheme, eastAsian)
    byPackage.set(family, [...(byPackage.get(family) ?? []), grapheme])
  }
  return [...byPackage].map(([family, graphemes]) => ({
    reason: 'missing-glyph',
    message: `No installed font has ${graphemes.slice(0, 8).join(' ')}; left out of the picture. Install @fontsource/${family} to show it.`,
  }))
}
