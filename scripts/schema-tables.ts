import { z } from 'zod'

/** The part of JSON Schema that zod writes. */
export interface JsonSchema {
  readonly $ref?: string
  readonly $defs?: Readonly<Record<string, JsonSchema>>
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
  readonly type?: string
  readonly description?: string
  readonly default?: unknown
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly items?: JsonSchema
  readonly minItems?: number
  readonly maxItems?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly pattern?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly additionalProperties?: JsonSchema | boolean
}

/** A Markdown table of a schema's fields: path, what it takes, default, meaning. Fields named in `closed` hide what is in them. */
export function fieldTable(schema: z.ZodType, closed: readonly string[] = []): string {
  const document = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema
  const isOpen = ({ path }: Field) => !closed.some((name) => path.startsWith(`${name}.`))
  const rows = fieldsOf(document, '', document)
    .filter(isOpen)
    .map(
      ({ path, field, isRequired }) =>
        `| \`${path}\` | ${typeOf(field, document)} | ${defaultOf(field, isRequired)} | ${field.description ?? ''} |`,
    )
  return ['| Field | Takes | Default | |', '|---|---|---|---|', ...rows].join('\n')
}

interface Field {
  readonly path: string
  readonly field: JsonSchema
  readonly isRequired: boolean
}

/** The fields, those of nested objects after their parent's: `items[].text`. */
function fieldsOf(schema: JsonSchema, prefix: string, root: JsonSchema): Field[] {
  const resolved = resolve(schema, root)
  return Object.entries(resolved.properties ?? {}).flatMap(([name, given]): Field[] => {
    const field = resolve(given, root)
    const path = `${prefix}${name}`
    const isRequired = resolved.required?.includes(name) ?? false
    const { inner, below } = insideOf(field, path, root)
    const own = { path, field, isRequired }
    return inner.properties ? [own, ...fieldsOf(inner, below, root)] : [own]
  })
}

/** What a list holds, through lists of lists, and how its paths begin. */
function insideOf(field: JsonSchema, path: string, root: JsonSchema): { inner: JsonSchema; below: string } {
  if (field.type !== 'array') return { inner: field, below: `${path}.` }
  return insideOf(resolve(field.items ?? {}, root), `${path}[]`, root)
}

const resolve = (schema: JsonSchema, root: JsonSchema): JsonSchema =>
  schema.$ref === undefined ? schema : { ...root.$defs![schema.$ref.split('/').at(-1)!], ...schema }

function typeOf(given: JsonSchema, root: JsonSchema): string {
  const schema = resolve(given, root)
  const choices = schema.anyOf ?? schema.oneOf
  if ('const' in schema) return code(schema.const)
  if (schema.enum) return schema.enum.map(code).join(', ')
  if (choices) return [...new Set(choices.map((choice) => typeOf(choice, root)))].join(' or ')
  switch (schema.type) {
    case 'string':
      return `text${span(schema.minLength === 1 ? undefined : schema.minLength, schema.maxLength, ' characters')}`
    case 'integer':
      return `whole number${span(schema.minimum, schema.maximum)}`
    case 'number':
      return `number${span(schema.minimum ?? schema.exclusiveMinimum, schema.maximum)}`
    case 'boolean':
      return '`true`, `false`'
    case 'array':
      return `list of ${listed(typeOf(schema.items ?? {}, root))}${span(schema.minItems, schema.maxItems)}`
    default:
      return typeof schema.additionalProperties === 'object' && 'type' in schema.additionalProperties
        ? `object of ${listed(typeOf(schema.additionalProperties, root))}`
        : 'object'
  }
}

const listed = (type: string): string => type.replace(/^(object|text|number|list)\b/, '$1s')

/** "a to b", "up to b" or "from a"; the bounds that only mean "any safe integer" are left out. */
function span(low: number | undefined, high: number | undefined, unit = ''): string {
  const [from, to] = [low, high].map((bound) => (Math.abs(bound ?? Infinity) >= 2 ** 53 - 1 ? undefined : bound))
  if (from !== undefined && to !== undefined) return from === to ? `, ${to}${unit}` : `, ${from} to ${to}${unit}`
  if (to !== undefined) return `, up to ${to}${unit}`
  return from === undefined ? '' : `, from ${from}${unit}`
}

function defaultOf({ default: value }: JsonSchema, isRequired: boolean): string {
  if (value !== undefined) return code(value)
  return isRequired ? 'required' : ''
}

const code = (value: unknown): string => `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``
