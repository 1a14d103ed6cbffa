import type { ZodOpenApiResponseObject, ZodOpenApiResponsesObject } from 'zod-openapi'
import type { AnswerDescription, Endpoint } from '../endpoints/endpoint.ts'
import { ErrorDocument } from '../problems/document.ts'
import { HEADERS } from './components.ts'

/** The answers of an endpoint by status: its own, and those that any endpoint like it may give. */
export function responsesOf(endpoint: Endpoint, needsCaller: boolean): ZodOpenApiResponsesObject {
  const answers = { ...commonAnswers(endpoint, needsCaller), ...endpoint.answers }
  return Object.fromEntries(Object.entries(answers).map(([status, answer]) => [status, response(answer)]))
}

function response({ description, schema, contentType, otherContentType }: AnswerDescription): ZodOpenApiResponseObject {
  const type = contentType ?? (schema ? 'application/json' : undefined)
  const body = schema ?? { type: 'string' as const, ...(isText(type) ? {} : { format: 'binary' }) }
  return {
    description,
    headers: Object.fromEntries(Object.keys(HEADERS).map((name) => [name, { $ref: `#/components/headers/${name}` }])),
    ...(type && {
      content: { [type]: { schema: body }, ...(otherContentType && { [otherContentType]: { schema: body } }) },
    }),
  }
}

const isText = (type: string | undefined): boolean => type?.startsWith('text/') ?? false

/** What may go wrong with any request of this kind. */
function commonAnswers(endpoint: Endpoint, needsCaller: boolean): Record<number, AnswerDescription> {
  const { params, query, body, invalidStatus = 400, method } = endpoint
  const errors: [status: number, description: string][] = [
    [400, 'The request is malformed'],
    [421, 'The header Host names another server'],
    [429, 'Too many requests: wait as long as Retry-After says'],
    [500, 'Something failed inside'],
    [503, 'The system is overloaded or closing: try again later'],
  ]
  if (query || body) errors.push([invalidStatus, 'A parameter is missing, unknown or out of range'])
  if (params) errors.push([404, 'Not found, or somebody else’s'])
  if (needsCaller) errors.push([401, 'No valid credentials'])
  if (needsCaller || method !== 'get') errors.push([403, 'Not allowed'])
  if (body) errors.push([413, 'The body is too large'], [415, 'The body is not JSON'])
  return Object.fromEntries(errors.map(([status, description]) => [status, { description, schema: ErrorDocument }]))
}
