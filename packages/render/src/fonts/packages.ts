import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { FontFace } from './face.ts'

/** A part of a font package: a file of its own for one range of characters. */
export interface FontSubset {
  readonly name: string
  has(codePoint: number): boolean
}

const resolvers = [createRequire(import.meta.url), createRequire(join(process.cwd(), 'package.json'))]
const subsetsByFamily = new Map<string, readonly FontSubset[]>()

/** The subsets of a Fontsource package; empty when it is not installed. */
export function fontSubsets(family: string): readonly FontSubset[] {
  let subsets = subsetsByFamily.get(family)
  if (subsets === undefined) {
    subsets = readSubsets(family)
    subsetsByFamily.set(family, subsets)
  }
  return subsets
}

/** Path of the file for a face's subset, or undefined when the package has none. */
export function fontFile(face: FontFace, subset: string): string | undefined {
  const slant = face.italic ? 'italic' : 'normal'
  const file = `${face.family}-${subset}-${face.weight}-${slant}.woff2`
  return filesOf(face.family).get(file)
}

const filesByFamily = new Map<string, ReadonlyMap<string, string>>()

/** The paths of a package's font files by their names. */
function filesOf(family: string): ReadonlyMap<string, string> {
  let files = filesByFamily.get(family)
  if (files === undefined) {
    const list = resolveFile(`@fontsource/${family}/unicode.json`)
    const folder = list && join(dirname(list), 'files')
    files = new Map(folder ? readdirSync(folder).map((name) => [name, join(folder, name)]) : [])
    filesByFamily.set(family, files)
  }
  return files
}

function readSubsets(family: string): FontSubset[] {
  const path = resolveFile(`@fontsource/${family}/unicode.json`)
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

function resolveFile(specifier: string): string | undefined {
  for (const resolver of resolvers) {
    try {
      return resolver.resolve(specifier)
    } catch {
      // Not installed here; the next resolver may know it.
    }
  }
  return undefined
}
