import { fieldErrors, SceneMedia, VideoError, Visual } from '@mavs/core'
import { SCENE_KINDS } from '@mavs/render'
import { parse } from 'yaml'
import { z } from 'zod'

const KNOWN = SCENE_KINDS.map(({ kind }) => kind).join(', ')

/** What an author's directive asks for. */
export interface Directive {
  readonly visual?: Visual
  readonly icon?: string
  /** What a picture or footage is looked for by. */
  readonly media?: SceneMedia
}

/** Reads a fenced `visual` block: YAML or JSON with the fields of a visual. `place` names the scene in errors. */
export function readFence(text: string, headline: string, place: string): Directive {
  return toDirective(parseYaml(text, place), headline, place)
}

/**
 * Reads an HTML comment such as `<!-- visual: statement, text: … -->` or `<!-- picture: mountain lake; lake -->` (or
 * `footage: …`); any other comment is a note to oneself.
 */
export function readComment(html: string, headline: string, place: string): Directive | undefined {
  const content = /^<!--\s*([\s\S]*?)\s*-->$/.exec(html.trim())?.[1]
  const [, name, words] = /^(picture|footage)\s*:([\s\S]*)$/.exec(content ?? '') ?? []
  if (name !== undefined) return mediaDirective(name === 'picture' ? 'image' : 'footage', words ?? '', headline, place)
  if (!content || !/^(visual|kind|icon)\s*:/.test(content)) return undefined
  const block = content.includes('\n')
  return toDirective(parseYaml(block ? content : `{ ${content} }`, place), headline, place)
}

/** Words to look for, the most telling first; where nothing is found, the headline stands large. */
function mediaDirective(kind: SceneMedia['kind'], text: string, headline: string, place: string): Directive {
  const queries = text
    .split(';')
    .map((query) => query.replace(/\s+/g, ' ').trim())
    .filter(Boolean)
  const media = SceneMedia.safeParse({ kind, queries })
  if (media.success) return { visual: { kind: 'statement', text: headline }, media: media.data }
  const what = kind === 'image' ? 'picture' : 'footage'
  const expected = `up to five short descriptions with semicolons between, such as "${what}: mountain lake; lake"`
  throw new VideoError('SCRIPT_INVALID', `${place}: ${what} is looked for by ${expected}`, { cause: media.error })
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
  const candidate = { kind, ...ownHeadline(schema, kind, headline), ...spellOut(fields) }
  const result = (schema ?? Visual).safeParse(candidate)
  if (result.success) return result.data as Visual
  const errors = fieldErrors(result.error, candidate)
  const sentence = errors.map((error) => (error.path ? `${error.path}: ${error.message}` : error.message)).join('; ')
  throw new VideoError('SCRIPT_INVALID', `${place}: the visual "${kind}" is not valid: ${sentence}`, {
    details: { errors },
  })
}

/** Kinds whose large words are their `text`. */
const LARGE_TEXT: ReadonlySet<string> = new Set(['statement', 'lower-third', 'question'])

/** The scene's own headline stands for a headline, or for large words, that the author left out. */
function ownHeadline(schema: z.ZodType | undefined, kind: string, headline: string): Record<string, string> {
  if (LARGE_TEXT.has(kind)) return { text: headline }
  return schema instanceof z.ZodObject && 'headline' in schema.shape ? { headline } : {}
}

/** Lets authors write plain texts where a visual wants objects: items, steps, options, countries, the right answer. */
function spellOut(fields: Record<string, unknown>): Record<string, unknown> {
  const objects = Object.entries(fields).map(([key, value]) => [key, asObjects(key, value, fields)] as const)
  return { ...fields, ...Object.fromEntries(objects) }
}

/** The field that a plain text in a list stands for. */
const LISTS: Readonly<Record<string, string>> = { items: 'text', steps: 'label', options: 'text', places: 'country' }

function asObjects(key: string, value: unknown, { options }: Record<string, unknown>): unknown {
  const name = Object.hasOwn(LISTS, key) ? LISTS[key] : undefined
  if (name !== undefined && Array.isArray(value)) {
    return value.map((entry: unknown) => (typeof entry === 'string' ? { [name]: entry } : entry))
  }
  if (typeof value !== 'string') return value
  if (key === 'verdict') return { text: value }
  return key === 'answer' && Array.isArray(options) ? { option: placeOf(value, options) } : value
}

/** The place of an option by its text; -1, which no schema takes, for none. */
const placeOf = (text: string, options: readonly unknown[]): number =>
  options.findIndex((option) => option === text || (Object(option) as { text?: unknown }).text === text)
