import leven from 'leven'
import type { z } from 'zod'

/** The sentence about a field that a schema does not have: with the nearest name, or with all of them. */
export function unknownField(name: string, schema: z.ZodType | undefined, path: readonly PropertyKey[]): string {
  const known = schema === undefined ? [] : [...new Set(fieldNames(schema, path))]
  const near = nearestName(name, known)
  if (near !== undefined) return `Unknown field; did you mean "${near}"?`
  return known.length === 0 ? 'Unknown field' : `Unknown field; known are ${known.join(', ')}`
}

/** The candidate that differs least from a word, if it differs by little: a slip of the fingers, not another word. */
export function nearestName(word: string, candidates: readonly string[]): string | undefined {
  const limit = Math.min(word.length - 1, Math.max(2, Math.floor(word.length / 3)))
  const lower = word.slice(0, 200).toLowerCase()
  const ranked = candidates.map((name) => ({ name, distance: leven(lower, name.toLowerCase()) }))
  const best = ranked.toSorted((one, other) => one.distance - other.distance)[0]
  return best !== undefined && best.distance <= limit ? best.name : undefined
}

/** The fields that a schema has at a path. */
function fieldNames(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  const { type, innerType, element, shape, options } = schema.def as unknown as Definition
  if (innerType !== undefined) return fieldNames(innerType, path)
  if (type === 'union') return (options ?? []).flatMap((option) => fieldNames(option, path))
  const [key, ...rest] = path
  if (key === undefined) return Object.keys(shape ?? {})
  const inner = type === 'array' ? element : shape?.[String(key)]
  return inner === undefined ? [] : fieldNames(inner, rest)
}

/** What is read of a schema's own description, whatever its kind. */
interface Definition {
  readonly type: string
  /** Of what is optional, nullable or has a default. */
  readonly innerType?: z.ZodType
  readonly element?: z.ZodType
  readonly shape?: Readonly<Record<string, z.ZodType>>
  readonly options?: readonly z.ZodType[]
}
