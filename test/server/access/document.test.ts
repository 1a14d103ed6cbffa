import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serve, type Serving } from '../serving.ts'

const PAGE = readFileSync(join(import.meta.dirname, '../../../docs/authentication.md'), 'utf8')

type Signed = (
  method: string,
  url: string,
  given: { readonly key: string; readonly secret: string; readonly body?: string },
) => RequestInit

let serving: Serving
let signed: Signed
const directory = mkdtempSync(join(tmpdir(), 'mavs-document-'))

beforeAll(async () => {
  serving = await serve({ system: { worker: false }, server: { authentication: { keys: true, signatures: {} } } })
  const file = join(directory, 'signed.mjs')
  writeFileSync(file, /```js\n([\s\S]+?)```/.exec(PAGE)![1]!)
  signed = ((await import(/* @vite-ignore */ pathToFileURL(file).href)) as { signed: Signed }).signed
})
afterAll(async () => {
  await serving.close()
  rmSync(directory, { recursive: true, force: true })
  expect(serving.violations).toEqual([])
})

describe('the page on authentication', () => {
  it('signs requests that a server takes', async () => {
    const { key, document } = await serving.system.keys.create({ name: 'page', user_id: 'anna', scopes: ['admin'] })
    const secret = await serving.system.keys.signingSecret(document.key_id)
    const body = JSON.stringify({ prompt: 'How bees find their way home', duration_preference: 10 })
    const ask = async (method: string, path: string, given: object = {}) => {
      const url = `${serving.address}${path}`
      return (await fetch(url, signed(method, url, { key, secret, ...given }))).status
    }
    expect(await ask('POST', '/videos/generate', { body })).toBe(200)
    expect(await ask('POST', '/system/cleanup?dry_run=true')).toBe(200)
    expect(await ask('DELETE', '/videos/unknown')).toBe(404)
    expect(await ask('POST', '/videos/generate', { body, secret: 'wrong' })).toBe(401)
  })

  it('names every variable and every code that there is', () => {
    const sources = ['environment', 'refusals', 'credentials', 'jwt-key']
      .map((name) => readFileSync(join(import.meta.dirname, `../../../packages/server/src/access/${name}.ts`), 'utf8'))
      .join('\n')
    const names = new Set(sources.match(/MAVS_[A-Z_]+|(?<=code: ')[A-Z_]+/g))
    expect(names.size).toBeGreaterThan(12)
    expect([...names].filter((name) => !PAGE.includes(name))).toEqual([])
  })
})
