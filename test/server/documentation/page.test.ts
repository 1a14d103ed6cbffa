import { existsSync } from 'node:fs'
import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { chromium, type Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serve, type Serving } from '../serving.ts'

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
  existsSync(path),
)
let server: Serving

beforeAll(async () => {
  server = await serve({ system: { worker: false } })
})
afterAll(() => server.close())

describe('documentation', () => {
  it('comes from the package alone: the page, its script and the document', async () => {
    const page = await fetch(`${server.address}/docs`)
    expect(page.headers.get('content-type')).toContain('text/html')
    const html = await page.text()
    expect(html.match(/(?:src|href)="https?:/g)).toBeNull()
    const script = await fetch(`${server.address}/docs/rapidoc.js`)
    expect(script.headers.get('content-type')).toContain('javascript')
    expect((await script.text()).length).toBeGreaterThan(500_000)
    expect(await (await fetch(`${server.address}/openapi.json`)).json()).toMatchObject({ openapi: '3.1.1' })
  })

  it('has one address, at which its own policy lets it work', async () => {
    expect((await fetch(`${server.address}/docs`)).headers.get('content-security-policy')).toContain(
      "script-src 'self'",
    )
    for (const path of ['/docs/', '/DOCS', '/openapi.json/']) {
      const answer = await fetch(server.address + path)
      expect([path, answer.status]).toEqual([path, 404])
      await answer.text()
    }
  })

  it('is not sent again to whoever has it', async () => {
    const etag = (await fetch(`${server.address}/docs`)).headers.get('etag')!
    // `fetch` adds "Cache-Control: no-cache" to a condition that it is given.
    const again = get(`${server.address}/docs`, { headers: { 'If-None-Match': etag } })
    const [answer] = (await once(again, 'response')) as [IncomingMessage]
    answer.resume()
    expect(answer.statusCode).toBe(304)
  })

  it.skipIf(CHROMIUM === undefined)(
    'lets a reader send a request from the page and see the answer (needs chromium)',
    { timeout: 60_000 },
    async () => {
      const browser = await chromium.launch({ executablePath: CHROMIUM!, args: ['--no-sandbox'] })
      try {
        await tryHealth(browser)
      } finally {
        await browser.close()
      }
    },
  )
})

async function tryHealth(browser: Browser): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1400, height: 1000 } })
  const strangers: string[] = []
  page.on('request', (request) => {
    if (!request.url().startsWith(server.address) && !request.url().startsWith('data:')) strangers.push(request.url())
  })
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text())
  })
  await page.goto(`${server.address}/docs`)
  const operation = page.locator('#get-\\/health').first()
  await operation.scrollIntoViewIfNeeded()
  const answered = page.waitForResponse(`${server.address}/health`)
  await operation.getByRole('button', { name: 'TRY' }).first().click()
  expect((await answered).status()).toBe(200)
  const status = operation.getByText(/Response Status/i).first()
  await status.waitFor()
  expect(await status.innerText()).toMatch(/OK\W*200/)
  expect(strangers).toEqual([])
  expect(problems).toEqual([])
}
