import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { ENDPOINTS } from '../../packages/server/src/endpoints/catalogue.ts'
import { createOpenApiDocument } from '../../packages/server/src/openapi/document.ts'

/** Watches answers and keeps what the OpenAPI document does not allow. */
export interface Conformance {
  /** The same listener; every answer that it gives is compared. */
  watch(listener: RequestListener): RequestListener
  /** Sentences about answers that differ from the document. */
  readonly violations: readonly string[]
  /** "operationId status" of what was seen. */
  readonly seen: ReadonlySet<string>
}

const document = createOpenApiDocument(ENDPOINTS, { version: '0.0.0', isAuthenticated: true })
const ajv = new Ajv2020({ strict: false, allErrors: true })
addFormats.default(ajv)
ajv.addSchema(document as object, 'openapi')

/** Starts a comparison; one for each test file. */
export function createConformance(): Conformance {
  const violations: string[] = []
  const seen = new Set<string>()
  const watch = (listener: RequestListener): RequestListener => {
    return (request, response) => {
      const endpoint = endpointOf(request)
      if (endpoint) capture(response, (body) => violations.push(...compare(endpoint, request, response, body, seen)))
      return listener(request, response)
    }
  }
  return { watch, violations, seen }
}

type Endpoint = (typeof ENDPOINTS)[number]

function endpointOf({ method = 'GET', url = '/' }: IncomingMessage): Endpoint | undefined {
  const path = url.split('?')[0]!
  const asked = method === 'HEAD' ? 'get' : method.toLowerCase()
  const matches = ENDPOINTS.filter((endpoint) => endpoint.method === asked && patternOf(endpoint.path).test(path))
  return matches.toSorted((one, other) => braces(one.path) - braces(other.path))[0]
}

const patternOf = (path: string): RegExp =>
  new RegExp(`^${path.replaceAll('.', String.raw`\.`).replaceAll(/\{\w+\}/g, '[^/]+')}$`)

const braces = (path: string): number => path.split('{').length

/** Calls back with the body when the answer is complete; streams are passed on as they are. */
function capture(response: ServerResponse, complete: (body: Buffer) => void): void {
  const chunks: Buffer[] = []
  const keep = (chunk: unknown) => {
    if (typeof chunk === 'string' || chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk as string))
  }
  const { write, end } = response
  response.write = ((chunk: unknown, ...rest: never[]) => {
    keep(chunk)
    return Reflect.apply(write, response, [chunk, ...rest]) as boolean
  }) as typeof write
  response.end = ((chunk: unknown, ...rest: never[]) => {
    keep(chunk)
    return Reflect.apply(end, response, [chunk, ...rest]) as ServerResponse
  }) as typeof end
  response.on('finish', () => complete(Buffer.concat(chunks)))
}

function compare(
  { operationId, method, path }: Endpoint,
  request: IncomingMessage,
  response: ServerResponse,
  body: Buffer,
  seen: Set<string>,
): string[] {
  const status = response.statusCode
  // What no document describes: parts of a file, unchanged files, other methods.
  if (status === 206 || status === 304 || status === 416 || status === 405) return []
  seen.add(`${operationId} ${status}`)
  const what = `${request.method} ${request.url} → ${status}`
  const answers = document.paths?.[path]?.[method]?.responses as Record<string, { content?: object }> | undefined
  const answer = answers?.[status]
  if (answer === undefined) return [`${what}: the document has no such answer of ${operationId}`]
  const type = String(response.getHeader('content-type') ?? '').split(';')[0]!
  const allowed = Object.keys(answer.content ?? {})
  if (allowed.length === 0) return body.length === 0 ? [] : [`${what}: a body where the document has none`]
  if (!allowed.some((name) => name.split(';')[0] === type))
    return [`${what}: type "${type}", not ${allowed.join(', ')}`]
  if (type !== 'application/json' || request.method === 'HEAD') return []
  const pointer = `openapi#/paths/${escape(path)}/${method}/responses/${status}/content/application~1json/schema`
  const isValid = ajv.getSchema(pointer)
  if (!isValid) return [`${what}: no schema at ${pointer}`]
  return isValid(JSON.parse(body.toString('utf8'))) ? [] : [`${what}: ${ajv.errorsText(isValid.errors)}`]
}

const escape = (path: string): string => encodeURIComponent(path.replaceAll('~', '~0').replaceAll('/', '~1'))
