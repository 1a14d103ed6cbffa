import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { FontFace } from './face.ts'

/** A part of a font package: a file of its own for one range of characters. */
export interface FontSubset {
  readonly name: string
  has(codePoint: number): boolean
}

/** Path of a file that is named as in an import ("@fontsource/inter/unicode.json"); undefined when there is none. */
export type FontResolver = (specifier: string) => string | undefined

/** The Fontsource packages that a resolver finds. */
export interface FontPackages {
  /** The subsets of a package; empty when it is not installed. */
  subsets(family: string): readonly FontSubset[]
  /** Path of the file for a face's subset, or undefined when the package has none. */
  file(face: FontFace, subset: string): string | undefined
}

/** Looks up packages, each once. */
export function createFontPackages(resolve: FontResolver): FontPackages {
  const known = new Map<string, readonly FontSubset[]>()
  return {
    subsets: (family) => {
      const subsets = known.get(family) ?? readSubsets(family, resolve)
      known.set(family, subsets)
      return subsets
    },
    file: (face, subset) => {
      const slant = face.italic ? 'italic' : 'normal'
      return resolve(`@fontsource/${face.family}/files/${face.family}-${subset}-${face.weight}-${slant}.woff2`)
    },
  }
}

const resolvers = [createRequire(import.meta.url), createRequire(join(process.cwd(), 'package.json'))]

/** Looks in the folder that `MAVS_FONTS_DIR` names, then beside this package, then in the user's project. */
export const resolveInstalled: FontResolver = (specifier) => {
  const folder = process.env.MAVS_FONTS_DIR
  const places = folder ? [join(folder, specifier), join(folder, 'node_modules', specifier)] : []
  const placed = places.find((path) => existsSync(path))
  if (placed !== undefined) return placed
  for (const resolver of resolvers) {
    try {
      return resolver.resolve(specifier)
    } catch {
      // Not installed here; the next resolver may know it.
    }
  }
  return undefined
}

/** What is installed on this machine. */
export const INSTALLED_FONTS = createFontPackages(resolveInstalled)

function readSubsets(family: string, resolve: FontResolver): FontSubset[] {
  const path = resolve(`@fontsource/${family}/unicode.json`)
  if (path === undefined) return []
  const ranges = JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>
  // A package of one subset may list none; Latin first, so that it wins where ranges overlap.
  const entries = Object.entries(ranges).toSorted(([a], [b]) => Number(b === 'latin') - Number(a === 'latin'))
  return entries.map(([name, text]) => {
    const spans = parseRanges(text)
    return {
      name: name.replaceAll(/[[\]]/g, ''),
      has: (codePoint) => spans.some(([first, last]) => codePoint >= first && codePoint <= last),
    }
  })
}

function parseRanges(text: string): [number, number][] {
  return text.split(',').map((range) => {
    const [first = '', last = first] = range.trim().replace(/^U\+/i, '').split('-')
    return [parseInt(first.replaceAll('?', '0'), 16), parseInt(last.replaceAll('?', 'F'), 16)]
  })
}
