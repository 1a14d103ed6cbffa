import { fieldErrors, VideoError, Visual } from '@mavs/core'
import { SCENE_KINDS } from '@mavs/render'
import { parse } from 'yaml'
import { z } from 'zod'

const KNOWN = SCENE_KINDS.map(({ kind }) => kind).join(', ')

/** What an author's directive asks for. */
export interface Directive {
  readonly visual?: Visual
  readonly icon?: string
}

/** Reads a fenced `visual` block: YAML or JSON with the fields of a visual. `place` names the scene in errors. */
export function readFence(text: string, headline: string, place: string): Directive {
  return toDirective(parseYaml(text, place), headline, place)
}

/** Reads an HTML comment such as `<!-- visual: statement, text: … -->`; any other comment is a note to oneself. */
export function readComment(html: string, headline: string, place: string): Directive | undefined {
  const content = /^<!--\s*([\s\S]*?)\s*-->$/.exec(html.trim())?.[1]
  if (!content || !/^(visual|kind|icon)\s*:/.test(content)) return undefined
  const block = content.includes('\n')
  return toDirective(parseYaml(block ? content : `{ ${content} }`, place), headline, place)
}

function parseYaml(text: string, place: string): unknown {
  try {
    return parse(text)
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
    throw new VideoError('SCRIPT_INVALID', `${place}: the visual is not valid YAML or JSON: ${reason}`, {
      cause: error,
    })
  }
}

function toDirective(value: unknown, headline: string, place: string): Directive {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new VideoError(
      'SCRIPT_INVALID',
      `${place}: a visual must be a list of "field: value" lines, such as "visual: number"`,
    )
  }
  const { visual, kind = visual, ...fields } = value as Record<string, unknown>
  if (kind === undefined && typeof fields.icon === 'string') return { icon: fields.icon }
  if (typeof kind !== 'string') {
    throw new VideoError(
      'SCRIPT_INVALID',
      `${place}: a visual must name its kind, such as "visual: number"; known: ${KNOWN}`,
    )
  }
  return { visual: checkVisual(kind, fields, headline, place) }
}

function checkVisual(kind: string, fields: Record<string, unknown>, headline: string, place: string): Visual {
  const schema = SCENE_KINDS.find((known) => known.kind === kind)?.schema
  if (!schema && !kind.includes(':')) {
    throw new VideoError('SCRIPT_INVALID', `${place}: there is no visual "${kind}"; known: ${KNOWN}`)
  }
  const candidate = { kind, ...(hasHeadline(schema) && { headline }), ...spellOut(fields) }
  const result = (schema ?? Visual).safeParse(candidate)
  if (result.success) return result.data as Visual
  const errors = fieldErrors(result.error, candidate)
  const sentence = errors.map((error) => (error.path ? `${error.path}: ${error.message}` : error.message)).join('; ')
  throw new VideoError('SCRIPT_INVALID', `${place}: the visual "${kind}" is not valid: ${sentence}`, {
    details: { errors },
  })
}

/** The scene's own headline stands for one that the author left out. */
const hasHeadline = (schema: z.ZodType | undefined): boolean =>
  schema instanceof z.ZodObject && 'headline' in schema.shape

/** Lets authors write plain texts where a visual wants objects: items, steps. */
function spellOut(fields: Record<string, unknown>): Record<string, unknown> {
  const wrap = (key: string, name: string): Record<string, unknown> =>
    Array.isArray(fields[key])
      ? { [key]: fields[key].map((entry: unknown) => (typeof entry === 'string' ? { [name]: entry } : entry)) }
      : {}
  return { ...fields, ...wrap('items', 'text'), ...wrap('steps', 'label') }
}
