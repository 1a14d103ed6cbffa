import { createHash } from 'node:crypto'

/** JSON with sorted keys: equal values give equal text, whatever order their properties were set in. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) => {
    if (typeof item !== 'object' || item === null || Array.isArray(item)) return item
    return Object.fromEntries(Object.entries(item).toSorted(([left], [right]) => (left < right ? -1 : 1)))
  })
}

/** SHA-256 of a value's canonical JSON, in hexadecimal. */
export const hashOf = (value: unknown): string => createHash('sha256').update(canonicalJson(value)).digest('hex')
