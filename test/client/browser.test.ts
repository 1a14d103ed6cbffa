import { existsSync, globSync, readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'
import { chromium, type Browser, type Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { ROOT } from '../architecture/sources.ts'
import { serve } from '../server/serving.ts'

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
  existsSync(path),
)
/** A page without TLS on another origin than the server; nothing is sent there. */
const APPLICATION = 'http://application.test'
/** Browsers keep pages from elsewhere from servers of this machine. */
const ARGUMENTS = ['--no-sandbox', '--disable-features=LocalNetworkAccessChecks']

const PAGE = `import { createClient } from '/client/index.ts'; globalThis.createClient = createClient`

it.skipIf(CHROMIUM === undefined)(
  'works in a web page of another origin (skipped: needs chromium)',
  { timeout: 60_000 },
  async () => {
    const server = await serve({ server: { corsOrigins: [APPLICATION], authentication: { keys: true } } })
    const { key } = await server.system.keys.create({ name: 'page', user_id: 'anna' })
    const browser = await chromium.launch({ executablePath: CHROMIUM!, args: ARGUMENTS })
    try {
      const seen = await runPage(browser, server.address, key)
      expect(seen).toMatchObject({
        status: 'completed',
        types: expect.arrayContaining(['session-start', 'session-end']),
        captions: 'captions.vtt\n',
        refused: { status: 404, code: 'SESSION_NOT_FOUND', requestId: expect.any(String) },
      })
      const { sessions } = await server.system.list()
      expect(seen.received).toBe((await server.system.open(sessions[0]!.session_id, 'video')).sizeBytes)
      expect(seen.sizeBytes).toBe(seen.received)
    } finally {
      await browser.close()
      await server.close()
    }
  },
)

async function runPage(browser: Browser, address: string, key: string) {
  const page = await browser.newPage()
  await serveModules(page)
  await page.goto(`${APPLICATION}/`)
  await page.waitForFunction('globalThis.createClient')
  return page.evaluate(
    async ([baseUrl, apiKey]) => {
      const { createClient } = globalThis as unknown as Pick<typeof import('@mavs/client'), 'createClient'>
      const client = createClient({ baseUrl: baseUrl!, apiKey: apiKey! })
      const { session_id: id } = await client.generate({ prompt: 'How bees find their way home' })
      const types: string[] = []
      const { status } = await client.wait(id, { onEvent: ({ type }) => types.push(type) })
      const { stream, sizeBytes } = await client.download(id)
      const received = (await new Response(stream).arrayBuffer()).byteLength
      const captions = await client.captions(id)
      const refused = await client.status('nothing').catch((error: InstanceType<typeof Error>) => ({ ...error }))
      return { status, types, received, sizeBytes, captions, refused }
    },
    [address, key],
  )
}

/** The client's own files, and the parser of events. */
async function serveModules(page: Page): Promise<void> {
  const parser = join(ROOT, 'node_modules/eventsource-parser/dist')
  const client = join(ROOT, 'packages/client/src')
  const imports = JSON.stringify({ imports: { 'eventsource-parser': '/parser/index.js' } })
  const files = new Map([
    ['/', `<!doctype html><script type="importmap">${imports}</script><script type="module">${PAGE}</script>`],
    ...globSync('*.js', { cwd: parser }).map(
      (name) => [`/parser/${name}`, readFileSync(join(parser, name), 'utf8')] as const,
    ),
    ...globSync('*.ts', { cwd: client }).map(
      (name) => [`/client/${name}`, stripTypeScriptTypes(readFileSync(join(client, name), 'utf8'))] as const,
    ),
  ])
  await page.route(`${APPLICATION}/**`, (route) => {
    const { pathname } = new URL(route.request().url())
    const contentType = pathname === '/' ? 'text/html' : 'text/javascript'
    return route.fulfill({ contentType, body: files.get(pathname) ?? '' })
  })
}
