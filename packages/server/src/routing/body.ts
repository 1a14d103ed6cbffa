import type { Context } from 'koa'
import { HttpProblem } from '../problems/http-problem.ts'
import { jsonSizeProblem } from './json-size.ts'
import { readRaw } from './raw-body.ts'

/** The request's body: one JSON object. Throws problems 400, 413 and 415. */
export async function readBody(context: Context): Promise<object> {
  checkType(context)
  const bytes = await readRaw(context)
  const problem = jsonSizeProblem(bytes)
  if (problem !== undefined) throw jsonInvalid(problem)
  const text = decoded(bytes)
  if (text.trim() === '') throw jsonInvalid('The body is empty: expected a JSON object.')
  const value = parsed(text)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new HttpProblem(400, 'Validation Error', `The body must be a JSON object (got ${kindOf(value)}).`, {
      code: 'REQUEST_INVALID',
    })
  }
  return value
}

function checkType(context: Context): void {
  const { charset } = context.request
  const type = context.request.type.toLowerCase()
  const encoding = context.get('Content-Encoding') || 'identity'
  if (type !== 'application/json') throw typeUnsupported(`be application/json (got ${type || 'no Content-Type'})`)
  if (!/^(utf-?8|us-ascii)?$/i.test(charset)) throw typeUnsupported(`be in UTF-8 (got ${charset})`)
  if (encoding !== 'identity') throw typeUnsupported(`come without Content-Encoding (got ${encoding})`)
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw jsonInvalid('The body is not valid UTF-8.', cause)
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch (cause) {
    throw jsonInvalid(`The body is not valid JSON: ${whereWrong(cause, text)}.`, cause)
  }
}

/** The engine tells a position for some mistakes, and for others quotes the text or says that it has ended. */
function whereWrong(error: unknown, text: string): string {
  const { message } = error as Error
  const position = /at position (\d+)/.exec(message)?.[1]
  if (position !== undefined) return `wrong at position ${position} of ${text.length}`
  const token = /^Unexpected token '(.+?)'/u.exec(message)?.[1]
  return token === undefined ? `it ends too early, after ${text.length} characters` : `unexpected "${token}"`
}

const kindOf = (value: unknown): string => (value === null ? 'null' : Array.isArray(value) ? 'an array' : typeof value)

const jsonInvalid = (detail: string, cause?: unknown): HttpProblem =>
  new HttpProblem(400, 'Bad Request', detail, { code: 'JSON_INVALID', cause })

const typeUnsupported = (expected: string): HttpProblem =>
  new HttpProblem(415, 'Unsupported Media Type', `The body must ${expected}.`, { code: 'MEDIA_TYPE_UNSUPPORTED' })
