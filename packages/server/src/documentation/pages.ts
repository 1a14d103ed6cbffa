import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Router } from '@koa/router'
import type { Context } from 'koa'
import { API_NAME } from '../endpoints/root.ts'
import type { OpenApiDocument } from '../openapi/document.ts'

const SCRIPT_PATH = '/docs/rapidoc.js'

/**
 * The page that people read the API on, its script and the OpenAPI document; nothing comes from elsewhere. `describe` is
 * called when somebody first asks: most servers are never asked, and it takes longer than the rest of their start.
 */
export function createDocumentationRouter(describe: () => OpenApiDocument): Router {
  const router = new Router({ strict: true, sensitive: true })
  router.get(
    '/openapi.json',
    fixed('application/json; charset=utf-8', () => JSON.stringify(describe(), null, 2)),
  )
  router.get(
    '/docs',
    fixed('text/html; charset=utf-8', () => PAGE),
  )
  router.get(
    SCRIPT_PATH,
    fixed('text/javascript; charset=utf-8', () => readFileSync(scriptFile())),
  )
  return router
}

/** Answers with the same bytes each time, made at the first; whoever has them already gets 304. */
function fixed(type: string, make: () => string | Buffer): (context: Context) => void {
  let made: { readonly body: Buffer; readonly etag: string } | undefined
  return (context) => {
    made ??= withTag(Buffer.from(make()))
    context.set({ ETag: made.etag, 'Cache-Control': 'no-cache' })
    context.status = 200
    if (context.fresh) {
      context.status = 304
      return
    }
    context.type = type
    context.body = made.body
  }
}

function withTag(body: Buffer): { readonly body: Buffer; readonly etag: string } {
  return { body, etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"` }
}

const scriptFile = (): string => fileURLToPath(import.meta.resolve('rapidoc/dist/rapidoc-min.js'))

/** Addresses are relative, so that the page also works behind a proxy that adds a prefix. */
const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${API_NAME}</title>
<link rel="icon" href="data:,">
<script type="module" src=".${SCRIPT_PATH}"></script>
</head>
<body>
<rapi-doc spec-url="./openapi.json" render-style="read" theme="light" primary-color="#2f5bea"
  regular-font="system-ui, sans-serif" mono-font="ui-monospace, monospace" load-fonts="false" show-header="false"
  allow-server-selection="false" allow-spec-url-load="false" allow-spec-file-load="false" schema-style="table"
  persist-auth="false" sort-endpoints-by="none">
</rapi-doc>
<noscript>This page needs JavaScript. The document itself is at <a href="./openapi.json">openapi.json</a>.</noscript>
</body>
</html>
`
