import * as fc from 'fast-check'
import type { Arbitrary } from 'fast-check'
import { z } from 'zod'
import type { JsonSchema } from '../../../scripts/schema-tables.ts'

/** Texts of the world's scripts, of every length, with everything that has ever broken a layout. */
const TEXTS = [
  'Light',
  'The sea rises and falls twice a day, because the Moon pulls on it',
  'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft',
  'W'.repeat(200),
  'i i i i i i i i i i i i i i i i i i i i i i i i i i i i',
  'القمر يجذب البحر مرتين كل يوم فيرتفع وينخفض',
  'הירח מושך את הים פעמיים ביום, ב־2024 וגם NASA מודדת',
  'चंद्रमा समुद्र को दिन में दो बार खींचता है',
  'ดวงจันทร์ดึงน้ำทะเลวันละสองครั้งทุกวันโดยไม่หยุด',
  '月は一日に二度、海を引き寄せる。「潮」はこうして生まれる。',
  '月亮每天两次牵引海水，潮汐由此而来',
  '달은 하루에 두 번 바다를 끌어당긴다',
  'Луна дважды в день притягивает море',
  'Η Σελήνη έλκει τη θάλασσα',
  '🚀🌊 50 % — “x” ½ ≈ 3.14 km² 🏴‍☠️👩🏽‍🚀',
  '\u202Eesrever\u202C \u200B\u200D\uFEFF\u0007 x',
  'a\u0301\u0301\u0301\u0301\u0301\u0301 Zalgo\u0336\u0335\u0334',
  '<script>alert(1)</script> {{x}} %s \\n \ud800',
  ' \t\n ',
  '—',
] as const

/** Values for fields that must name something that exists, by the field's name. */
export type Known = Readonly<Record<string, readonly unknown[]>>

/** Random values of a schema, valid or rejected by its refinements only; `known` gives the values of some fields. */
export function arbitraryOf(schema: z.ZodType, known: Known): Arbitrary<unknown> {
  const document = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema
  return build(document, known, document)
}

function build(schema: JsonSchema, known: Known, root: JsonSchema): Arbitrary<unknown> {
  if (schema.$ref !== undefined) return build(root.$defs![schema.$ref.split('/').at(-1)!]!, known, root)
  if ('const' in schema) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return fc.oneof(...choices.map((choice) => build(choice, known, root)))
  switch (schema.type) {
    case 'object':
      return object(schema, known, root)
    case 'array':
      return fc.array(build(schema.items ?? {}, known, root), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 8, 40),
        size: 'max',
      })
    case 'string':
      return text(schema)
    case 'integer':
    case 'number':
      return number(schema)
    case 'boolean':
      return fc.boolean()
    default:
      return fc.constant(undefined)
  }
}

function object({ properties = {}, required = [] }: JsonSchema, known: Known, root: JsonSchema): Arbitrary<unknown> {
  const fields = Object.entries(properties).map(([name, field]) => {
    const values = known[name]
    return [name, values ? fc.constantFrom(...values) : build(field, known, root)] as const
  })
  return fc.record(Object.fromEntries(fields), { requiredKeys: [...required] })
}

function text({ minLength = 0, maxLength = 400, pattern }: JsonSchema): Arbitrary<string> {
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern)).map((found) => found.slice(0, maxLength))
  return fc
    .array(fc.constantFrom(...TEXTS), { minLength: 1, maxLength: 3 })
    .map((parts) => parts.join(' ').slice(0, maxLength))
    .filter((found) => found.length >= minLength)
}

function number({ type, minimum = -1e15, maximum = 1e15 }: JsonSchema): Arbitrary<number> {
  const [low, high] = [Math.max(minimum, -1e15), Math.min(maximum, 1e15)]
  const whole = fc.integer({ min: Math.ceil(Math.max(low, -1e9)), max: Math.floor(Math.min(high, 1e9)) })
  if (type === 'integer') return whole
  return fc.oneof(whole, fc.double({ min: low, max: high, noNaN: true }), fc.constantFrom(low, high))
}
