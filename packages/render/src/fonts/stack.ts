import { GlobalFonts } from '@napi-rs/canvas'
import { VideoError } from '@mavs/core/essentials'
import { faceName, type FontFace } from './face.ts'
import type { FontPackages } from './packages.ts'
import { fallbackFamilies, type FallbackChoice } from './scripts.ts'

/** Families that were registered from a file of their own begin so. */
export const FILE_FAMILY = 'mavs-file-'

/** What a stack of families is chosen for. */
interface StackNeeds {
  readonly codePoints: readonly number[]
  readonly eastAsian: FallbackChoice['eastAsian']
  readonly packages: FontPackages
}

/** Fonts with serifs among the bundled ones; what stands in for them should have serifs too. */
const SERIF = /serif|garamond|spectral|merriweather|lora|playfair|baskerville|slab/
/** Fonts of one weight that look heavier than it says. */
const APPARENT_WEIGHTS: Readonly<Record<string, number>> = { anton: 800, 'archivo-black': 900 }

/** How heavy a face looks, in the weights of other fonts. */
export const apparentWeight = ({ family, weight }: FontFace): number => APPARENT_WEIGHTS[family] ?? weight

/**
 * The families for a face: its own subsets, then Inter for Greek, Cyrillic and the like, then each script's package, at
 * the nearest weight, then whatever the system has. Throws `RENDER_FAILED` when the face itself is not installed.
 */
export function fontStack(face: FontFace, needs: StackNeeds): string {
  const { packages, codePoints } = needs
  const isOwnFile = face.family.startsWith(FILE_FAMILY) && GlobalFonts.has(face.family)
  const own = isOwnFile ? [face.family] : ownSubsets(face, packages, codePoints)
  if (own.length === 0) {
    throw new VideoError(
      'RENDER_FAILED',
      `The font ${faceName(face)} was not found: install @fontsource/${face.family}, or reinstall with all dependencies`,
    )
  }
  return [...own, ...fallbacks(face, needs)]
    .map((name) => `"${name}"`)
    .concat('sans-serif')
    .join(', ')
}

function ownSubsets(face: FontFace, packages: FontPackages, codePoints: readonly number[]): string[] {
  return packages
    .subsets(face.family)
    .filter((subset) => subset.name === 'latin' || codePoints.some((point) => subset.has(point)))
    .flatMap((subset) => register(face, subset.name, packages))
}

/** Each character's first package that has it, in order of preference, so that one script is not drawn from two. */
function fallbacks(face: FontFace, { packages, codePoints, eastAsian }: StackNeeds): string[] {
  const choice = { eastAsian, serif: SERIF.test(face.family) }
  const own = packages.subsets(face.family)
  const cut = { weight: apparentWeight(face), italic: false }
  const found = new Map<string, number>()
  for (const point of codePoints) {
    if (point <= 0x24f || own.some((subset) => subset.has(point))) continue
    const families = ['inter', ...fallbackFamilies(String.fromCodePoint(point), choice)]
    for (const [rank, family] of families.entries()) {
      const subset = packages.subsets(family).find((candidate) => candidate.has(point))
      const [name] = subset ? register({ family, ...cut }, subset.name, packages) : []
      if (name === undefined) continue
      found.set(name, Math.min(rank, found.get(name) ?? rank))
      break
    }
  }
  return [...found].toSorted(([, a], [, b]) => a - b).map(([name]) => name)
}

const WEIGHTS = [100, 200, 300, 400, 500, 600, 700, 800, 900]

/** Registers a subset under a private name, in the nearest weight that the package has. */
function register(face: FontFace, subset: string, packages: FontPackages): string[] {
  const nearest = WEIGHTS.toSorted((a, b) => Math.abs(a - face.weight) - Math.abs(b - face.weight) || b - a)
  for (const weight of nearest) {
    const name = `mavs-${faceName({ ...face, weight })}-${subset}`
    if (GlobalFonts.has(name)) return [name]
    const file = packages.file({ ...face, weight }, subset)
    if (file === undefined) continue
    GlobalFonts.registerFromPath(file, name)
    return [name]
  }
  return []
}
