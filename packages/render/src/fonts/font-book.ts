import { GlobalFonts } from '@napi-rs/canvas'
import { VideoError, type Warning } from '@mavs/core/essentials'
import { cleanText, splitGraphemes } from '../text/clean.ts'
import { faceName, type FontFace } from './face.ts'
import { createGlyphCheck } from './glyphs.ts'
import { fontFile, fontSubsets } from './packages.ts'
import { fallbackFamilies } from './scripts.ts'

/** The fonts that one video needs, registered with Skia under private names. */
export interface FontBook {
  /** The families of a face for a CSS font string, fallbacks included. */
  families(face: FontFace): string
  /** The text without the graphemes that no font can draw. */
  drawable(text: string): string
  readonly warnings: readonly Warning[]
}

/** Registers what the faces need to draw the texts, once a process and file; looks up what is missing. */
export function createFontBook(faces: readonly FontFace[], texts: readonly string[]): FontBook {
  const graphemes = new Set(
    texts.map((text) => cleanText(text)).flatMap((text) => splitGraphemes(text + text.toUpperCase())),
  )
  const codePoints = [...new Set([...graphemes].flatMap((grapheme) => [...grapheme]))].map((c) => c.codePointAt(0)!)
  const stacks = new Map(faces.map((face) => [faceName(face), stackFor(face, codePoints)]))
  const families = (face: FontFace) => {
    const known = stacks.get(faceName(face))
    if (known !== undefined) return known
    const found = stackFor(face, codePoints)
    stacks.set(faceName(face), found)
    return found
  }
  const missing = missingGraphemes([...graphemes], families(faces[0]!))
  return {
    families,
    drawable: (text) =>
      missing.size === 0
        ? text
        : splitGraphemes(text)
            .filter((grapheme) => !missing.has(grapheme))
            .join('')
            .replaceAll(/ {2,}/g, ' ')
            .trim(),
    warnings: warningsFor(missing),
  }
}

/** Own subsets first, then Inter for Greek, Cyrillic and the like, then the script's own package, then the system. */
function stackFor(face: FontFace, codePoints: readonly number[]): string {
  const own = isFontFile(face) ? [face.family] : registerSubsets(face, codePoints, true)
  if (own.length === 0) {
    throw new VideoError(
      'RENDER_FAILED',
      `The font ${faceName(face)} was not found: install @fontsource/${face.family}, or reinstall with all dependencies`,
    )
  }
  const upright = { weight: face.weight, italic: false }
  const spoken = codePoints.filter((codePoint) => codePoint > 0x24f)
  const others = new Set(['inter', ...spoken.flatMap((codePoint) => fallbackFamilies(String.fromCodePoint(codePoint)))])
  const fallbacks = [...others].flatMap((family) => registerSubsets({ family, ...upright }, spoken, false))
  return [...own, ...fallbacks]
    .map((name) => `"${name}"`)
    .concat('sans-serif')
    .join(', ')
}

/** Families that were registered from a file of their own begin so. */
export const FILE_FAMILY = 'mavs-file-'

const isFontFile = ({ family }: FontFace): boolean => family.startsWith(FILE_FAMILY) && GlobalFonts.has(family)

/** Registers the subsets that hold any of the characters, in the nearest weight that the package has. */
function registerSubsets(face: FontFace, codePoints: readonly number[], always: boolean): string[] {
  return fontSubsets(face.family)
    .filter((subset) => (always && subset.name === 'latin') || codePoints.some((point) => subset.has(point)))
    .flatMap((subset) => {
      const weights = [face.weight, 700, 600, 500, 400]
      const found = weights.map((weight) => ({ ...face, weight })).find((cut) => fontFile(cut, subset.name))
      return found ? [register(found, subset.name)] : []
    })
}

/** What this process has registered; asking Skia means listing all of its fonts. */
const registered = new Set<string>()

function register(face: FontFace, subset: string): string {
  const name = `mavs-${faceName(face)}-${subset}`
  if (!registered.has(name)) GlobalFonts.registerFromPath(fontFile(face, subset)!, name)
  registered.add(name)
  return name
}

function missingGraphemes(graphemes: readonly string[], families: string): ReadonlySet<string> {
  const unusual = graphemes.filter((grapheme) => /[^\u0020-\u024F\u2010-\u2026]/u.test(grapheme))
  if (unusual.length === 0) return new Set()
  const isDrawn = createGlyphCheck(families)
  return new Set(unusual.filter((grapheme) => !isDrawn(grapheme)))
}

function warningsFor(missing: ReadonlySet<string>): Warning[] {
  const byPackage = new Map<string, string[]>()
  for (const grapheme of missing) {
    const family = fallbackFamilies(grapheme)[0]!
    byPackage.set(family, [...(byPackage.get(family) ?? []), grapheme])
  }
  return [...byPackage].map(([family, graphemes]) => ({
    reason: 'missing-glyph',
    message: `No installed font has ${graphemes.slice(0, 8).join(' ')}; left out of the picture. Install @fontsource/${family} to show it.`,
  }))
}
