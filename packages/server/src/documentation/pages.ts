import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Router } from '@koa/router'
import type { Context } from 'koa'
import type { OpenApiDocument } from '../openapi/document.ts'

const SCRIPT_PATH = '/docs/rapidoc.js'

/** The page that people read the API on, its script and the OpenAPI document; nothing comes from elsewhere. */
export function createDocumentationRouter(document: OpenApiDocument): Router {
  const router = new Router({ strict: true, sensitive: true })
  const json = fixed('application/json; charset=utf-8', JSON.stringify(document, null, 2))
  const page = fixed('text/html; charset=utf-8', pageFor(document.info.title))
  let script: ((context: Context) => void) | undefined
  router.get('/openapi.json', json)
  router.get('/docs', page)
  router.get(SCRIPT_PATH, (context) => {
    script ??= fixed('text/javascript; charset=utf-8', readFileSync(scriptFile()))
    script(context)
  })
  return router
}

/** Answers with the same bytes each time; whoever has them already gets 304. */
function fixed(type: string, content: string | Buffer): (context: Context) => void {
  const body = Buffer.from(content)
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
  return (context) => {
    context.set({ ETag: etag, 'Cache-Control': 'no-cache' })
    context.status = 200
    if (context.fresh) {
      context.status = 304
      return
    }
    context.type = type
    context.body = body
  }
}

const scriptFile = (): string => fileURLToPath(import.meta.resolve('rapidoc/dist/rapidoc-min.js'))

/** Addresses are relative, so that the page also works behind a proxy that adds a prefix. */
const pageFor = (title: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
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
