import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it, vi } from 'vitest'
import { createVideoSystem, loadConfig } from '@mavs/core'
import { afterTest, temporaryDirectory } from '../support.ts'

const CORE = pathToFileURL(join(import.meta.dirname, '../../../packages/core/src/index.ts')).href
const TESTING = pathToFileURL(join(import.meta.dirname, '../../../packages/core/src/testing/index.ts')).href

/** A folder with files in it. */
function folderWith(files: Readonly<Record<string, string>>): string {
  const directory = temporaryDirectory()
  for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text)
  return directory
}

const read = (directory: string, environment: Record<string, string> = {}, file?: string) =>
  loadConfig({ directory, environment, file })

describe('the configuration file', () => {
  it.each([
    [
      'mavs.config.ts',
      `import { defineConfig } from '${CORE}'\nexport default defineConfig({ concurrency: 2 as number })`,
    ],
    ['mavs.config.mts', 'const concurrency: number = 2\nexport default { concurrency }'],
    ['mavs.config.js', 'module.exports = { concurrency: 2 }'],
    ['mavs.config.mjs', 'export default { concurrency: 2 }'],
    ['mavs.config.json', '{ "concurrency": 2 }'],
  ])('is found as %s', async (name, text) => {
    const directory = folderWith({ [name]: text })
    expect(await read(directory)).toEqual({
      concurrency: 2,
      configFile: join(directory, name),
      applicationDirectory: directory,
    })
  })

  it('may be missing', async () => {
    expect(await read(temporaryDirectory())).toEqual({})
  })

  it('is the one that is named, by the caller before the environment', async () => {
    const directory = folderWith({
      'one.json': '{ "concurrency": 1 }',
      'two.json': '{ "concurrency": 2 }',
      'mavs.config.json': '{ "concurrency": 3 }',
    })
    expect(await read(directory, { MAVS_CONFIG: 'one.json' }, 'two.json')).toMatchObject({ concurrency: 2 })
    expect(await read(directory, { MAVS_CONFIG: join(directory, 'one.json') })).toMatchObject({ concurrency: 1 })
    expect(await read(directory, { MAVS_CONFIG: '' })).toMatchObject({ concurrency: 3 })
  })

  it('goes behind the environment, and its paths are relative to it', async () => {
    const directory = folderWith({
      'mavs.config.json': JSON.stringify({
        dataDirectory: 'data',
        offline: true,
        privateWebhooks: true,
        queueLimit: 5,
      }),
    })
    expect(await read(directory)).toMatchObject({ dataDirectory: join(directory, 'data'), offline: true })
    const config = await read(directory, {
      MAVS_DATA_DIR: '/elsewhere',
      MAVS_OFFLINE: 'false',
      MAVS_WEBHOOK_PRIVATE: '',
    })
    expect(config).toEqual({
      privateWebhooks: true,
      queueLimit: 5,
      configFile: join(directory, 'mavs.config.json'),
      applicationDirectory: directory,
    })
  })

  it.each<[string, Record<string, string>, RegExp]>([
    [
      'a field that is unknown',
      { 'mavs.config.json': '{ "plugin": [] }' },
      /mavs\.config\.json is not valid: plugin: Unknown field; did you mean "plugins"\?/,
    ],
    [
      'a field that is wrong',
      { 'mavs.config.json': '{ "policies": { "scripting": { "attempts": 0 } } }' },
      /policies\.scripting\.attempts: must be 1 or more \(got 0\)/,
    ],
    [
      'a plugin that is none',
      { 'mavs.config.json': '{ "plugins": ["@acme/voice", 7] }' },
      /plugins\.1: must be a package, .* \(got 7\)/,
    ],
    [
      'a choice that is none',
      { 'mavs.config.json': '{ "server": { "requestChoices": { "providers": { "speech": 1 } } } }' },
      /server\.requestChoices/,
    ],
    [
      'a secret of the wrong type',
      { 'mavs.config.json': '{ "webhookSecret": 123456 }' },
      /webhookSecret: must be a text$/,
    ],
    [
      'no default export',
      { 'mavs.config.mjs': 'export const concurrency = 2' },
      /mavs\.config\.mjs is not valid: must be an object/,
    ],
    ['wrong syntax', { 'mavs.config.json': '{ "concurrency": }' }, /mavs\.config\.json cannot be read: .*JSON/],
    [
      'an import that is not there',
      { 'mavs.config.mjs': 'import "not-there"' },
      /mavs\.config\.mjs cannot be read: .*not-there/,
    ],
    ['code that throws', { 'mavs.config.mjs': 'throw "no luck"' }, /mavs\.config\.mjs cannot be read: no luck/],
    [
      'a second one',
      { 'mavs.config.ts': '', 'mavs.config.json': '{}' },
      /mavs\.config\.ts and .*mavs\.config\.json are both there: keep one/,
    ],
  ])('is refused with its name and the field for %s', async (_what, files, says) => {
    await expect(read(folderWith(files))).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringMatching(says),
    })
  })

  it('is refused where a named one is not there, or is of another kind', async () => {
    const directory = folderWith({ 'mavs.yaml': 'concurrency: 2' })
    await expect(read(directory, { MAVS_CONFIG: 'gone.ts' })).rejects.toThrow(
      /gone\.ts is not there: --config or MAVS_CONFIG/,
    )
    await expect(read(directory, {}, 'mavs.yaml')).rejects.toThrow(/ends in ts, mts, js, mjs, json/)
  })

  it('says what to do on a Node that does not know TypeScript', async () => {
    const directory = folderWith({ 'mavs.config.ts': 'export default' })
    const features = vi.spyOn(process.features, 'typescript', 'get').mockReturnValue(false)
    afterTest(() => features.mockRestore())
    await expect(read(directory)).rejects.toThrow(
      /does not know TypeScript\. Use Node 22\.18 or newer, or .*mavs\.config\.mjs/,
    )
  })

  it('opens a system: its plugins are found beside it', async () => {
    const directory = folderWith({
      'agents.ts': `import { sampleAgentsPlugin } from '${TESTING}'\nexport default sampleAgentsPlugin()`,
      'mavs.config.json': JSON.stringify({
        plugins: ['./agents.ts'],
        extraPlugins: ['@acme/voice'],
        dataDirectory: 'data',
      }),
    })
    await expect(createVideoSystem(await read(directory))).rejects.toThrow(`was not found from ${directory}`)
    const folder = join(directory, 'node_modules/@acme/voice')
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'package.json'), '{ "name": "@acme/voice", "main": "./index.mjs" }')
    writeFileSync(
      join(folder, 'index.mjs'),
      `import { definePlugin } from '${CORE}'
       export default definePlugin({ name: '@acme/voice', version: '1.0.0', register() {} })`,
    )
    const system = await createVideoSystem(await read(directory))
    afterTest(() => system.close())
    const { session_id: id } = await system.generate({ prompt: 'Explain the water cycle' })
    expect((await system.wait(id)).status).toBe('completed')
  })
})
