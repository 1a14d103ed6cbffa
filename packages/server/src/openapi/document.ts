import {
  createDocument,
  type ZodOpenApiObject,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
} from 'zod-openapi'
import type { Endpoint } from '../endpoints/endpoint.ts'
import { API_NAME } from '../endpoints/root.ts'
import { COMPONENTS } from './components.ts'
import { responsesOf } from './responses.ts'
import { WEBHOOKS } from './webhooks.ts'

/** How the document introduces the server. */
export interface DocumentOptions {
  readonly version: string
  /** Whether callers must show who they are. */
  readonly isAuthenticated: boolean
}

export type OpenApiDocument = ReturnType<typeof createDocument>

/** The OpenAPI 3.1 document of the endpoints, from the same schemas that check what comes in. */
export function createOpenApiDocument(endpoints: readonly Endpoint[], options: DocumentOptions): OpenApiDocument {
  const document: ZodOpenApiObject = {
    openapi: '3.1.1',
    info: {
      title: API_NAME,
      version: options.version,
      description:
        'A prompt goes in, a narrated, captioned, sourced video comes out. File a session, follow it, fetch its video.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/', description: 'This server' }],
    tags: [
      { name: 'Videos', description: 'Sessions and what they deliver' },
      { name: 'Batches', description: 'Many sessions at once' },
      { name: 'System', description: 'Health, statistics, upkeep' },
    ],
    paths: pathsOf(endpoints, options),
    webhooks: WEBHOOKS,
    components: COMPONENTS,
  }
  return createDocument(document, { outputIdSuffix: '' })
}

function pathsOf(endpoints: readonly Endpoint[], options: DocumentOptions): ZodOpenApiPathsObject {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {}
  for (const endpoint of endpoints) {
    paths[endpoint.path] = { ...paths[endpoint.path], [endpoint.method]: operationOf(endpoint, options) }
  }
  return paths
}

function operationOf(endpoint: Endpoint, { isAuthenticated }: DocumentOptions): ZodOpenApiOperationObject {
  const { operationId, tag, summary, description, params, query, body, scope, headers = {} } = endpoint
  const needsCaller = isAuthenticated && scope !== undefined
  return {
    operationId,
    tags: [tag],
    summary,
    ...(description === undefined ? {} : { description }),
    security: needsCaller ? [{ apiKey: [] }, { bearer: [] }] : [],
    requestParams: { ...(params && { path: params }), ...(query && { query }) },
    parameters: Object.entries(headers).map(([name, text]) => ({
      name,
      in: 'header' as const,
      description: text,
      schema: { type: 'string' as const },
    })),
    ...(body && { requestBody: { required: true, content: { 'application/json': { schema: body } } } }),
    responses: responsesOf(endpoint, needsCaller),
  }
}
