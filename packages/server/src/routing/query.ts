import type { ParsedUrlQuery } from 'node:querystring'
import type { z } from 'zod'

/**
 * Query strings hold text alone: what a schema wants as a number or a boolean is made one when it is written plainly
 * (`12`, `true`). Anything else, as `1e1`, nothing or a repeated parameter, is left for the schema to refuse.
 */
export function typedQuery(schema: z.ZodObject, query: ParsedUrlQuery): Record<string, unknown> {
  const shape = new Map(Object.entries(schema.shape))
  return Object.fromEntries(
    Object.entries(query).map(([name, value]) => [
      name,
      typed(kindOf(shape.get(name) as z.ZodType | undefined), value),
    ]),
  )
}

function typed(kind: string | undefined, value: unknown): unknown {
  if (typeof value !== 'string') return value
  if (kind === 'number' && /^(0|-?[1-9]\d*)$/.test(value)) return Number(value)
  if (kind === 'boolean' && /^(true|false)$/.test(value)) return value === 'true'
  return value
}

/** What a schema is of, below its default or option to leave it out. */
function kindOf(schema: z.ZodType | undefined): string | undefined {
  if (schema === undefined) return undefined
  const { innerType } = schema.def as { readonly innerType?: z.ZodType }
  return innerType === undefined ? schema.def.type : kindOf(innerType)
}
