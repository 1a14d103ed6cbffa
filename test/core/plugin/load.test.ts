import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { definePlugin, PLUGIN_CONTRACT, silentLogger, TOKENS, type Plugin, type PluginReference } from '@mavs/core'
import { createManualClock, fakeMusic } from '@mavs/core/testing'
import { z } from 'zod'
import { createContainer } from '../../../packages/core/src/plugin/container.ts'
import { loadPlugins } from '../../../packages/core/src/plugin/load.ts'
import { loadSystemPlugins } from '../../../packages/core/src/plugin/system-plugins.ts'
import { openSystem, temporaryDirectory } from '../support.ts'

async function load(references: readonly PluginReference[], applicationDirectory = temporaryDirectory()) {
  const clock = createManualClock()
  const container = createContainer({ logger: silentLogger, environment: {}, clock })
  const loading = loadPlugins(references, { container, clock, applicationDirectory })
  return { clock, container, loading }
}

const plugin = (changes: object = {}): Plugin =>
  ({ ...definePlugin({ name: 'acme', version: '1.2.0', register() {} }), ...changes }) as unknown as Plugin

/** A package in node_modules, plain JavaScript as a stranger ships it. */
function install(directory: string, name: string, manifest: object, source: string, file = 'index.js'): void {
  const folder = join(directory, 'node_modules', name)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name, type: 'module', ...manifest }))
  writeFileSync(join(folder, file), source)
}

const SOURCE = `export default {
  name: 'NAME', version: '3.0.0', requires: { contract: ${PLUGIN_CONTRACT} },
  options: { safeParse: (data) => ({ success: true, data }) }, register() {},
}`

describe('plugin loader', () => {
  it('loads plugins by value, in order, with their options', async () => {
    const seen: unknown[] = []
    const options = z.strictObject({ speed: z.number().default(1) })
    const fast = definePlugin({
      name: 'fast',
      version: '1.0.0',
      options,
      register: (_registry, given) => void seen.push(given),
    })
    const { loading } = await load([plugin(), [fast as unknown as Plugin, { speed: 2 }]])
    expect(await loading).toEqual([
      { name: 'acme', version: '1.2.0', contract: PLUGIN_CONTRACT, from: 'option', options: {} },
      { name: 'fast', version: '1.0.0', contract: PLUGIN_CONTRACT, from: 'option', options: { speed: 2 } },
    ])
    expect(seen).toEqual([{ speed: 2 }])
  })

  it('loads a package by its name from the application’s directory', async () => {
    const directory = temporaryDirectory()
    install(directory, '@acme/voice', { exports: { '.': './index.js' } }, SOURCE.replace('NAME', '@acme/voice'))
    const { loading } = await load(['@acme/voice'], directory)
    expect(await loading).toMatchObject([{ name: '@acme/voice', version: '3.0.0' }])
  })

  it('loads a package that exports for import only', async () => {
    const directory = temporaryDirectory()
    const exports = { './voice': { types: './voice.d.ts', import: './voice.js' } }
    install(directory, 'modern', { exports }, SOURCE.replace('NAME', 'modern'), 'voice.js')
    const { loading } = await load(['modern/voice'], directory)
    expect(await loading).toMatchObject([{ name: 'modern' }])
  })

  it('loads a plugin by its path', async () => {
    const directory = temporaryDirectory()
    writeFileSync(join(directory, 'mine.mjs'), SOURCE.replace('NAME', 'mine').replace('default', 'const plugin ='))
    const { loading } = await load(['./mine.mjs'], directory)
    expect(await loading).toMatchObject([{ name: 'mine' }])
  })

  it('finds a package beside core when the application has none', async () => {
    const { loading } = await load(['zod'])
    await expect(loading).rejects.toMatchObject({ message: expect.stringContaining('is no plugin') })
  })

  it.each([
    ['@mavs/nowhere', 'npm install @mavs/nowhere'],
    ['@acme/voice/extra', 'npm install @acme/voice'],
    ['missing', 'npm install missing'],
  ])('says how to install %s', async (name, remedy) => {
    const { loading } = await load([name])
    await expect(loading).rejects.toMatchObject({
      code: 'PLUGIN_INVALID',
      message: expect.stringMatching(new RegExp(`"${name}" was not found.*${remedy}$`)),
    })
  })

  it('says where it looked for a path', async () => {
    const { loading } = await load(['./nothing.ts'])
    await expect(loading).rejects.toMatchObject({ message: expect.stringMatching(/Expected a module at this path/) })
  })

  it('names the plugin whose own import fails', async () => {
    const directory = temporaryDirectory()
    install(directory, 'broken', { main: 'index.js' }, 'import "not-there"')
    const { loading } = await load(['broken'], directory)
    await expect(loading).rejects.toMatchObject({
      message: expect.stringMatching(/"broken" could not be loaded.*not-there/),
    })
  })

  it.each([
    ['nothing', undefined],
    ['a function', () => {}],
    ['no version', { name: 'half', register() {} }],
    ['no register', { ...plugin(), register: undefined }],
  ])('refuses %s in place of a plugin', async (_what, value) => {
    const { loading } = await load([value as unknown as Plugin])
    await expect(loading).rejects.toMatchObject({ message: expect.stringContaining('definePlugin') })
  })

  it.each([
    [PLUGIN_CONTRACT + 1, 'npm install @mavs/core@latest'],
    [PLUGIN_CONTRACT - 1, 'npm install acme@latest'],
  ])('names both versions when the contract is %i', async (contract, remedy) => {
    const { loading } = await load([plugin({ requires: { contract } })])
    await expect(loading).rejects.toMatchObject({
      message: expect.stringMatching(
        new RegExp(`contract ${contract}; this system has contract ${PLUGIN_CONTRACT}.*${remedy}`),
      ),
    })
  })

  it('names the plugin and the option that is wrong', async () => {
    const options = z.strictObject({ speed: z.number() })
    const { loading } = await load([[plugin({ options }), { speed: 'fast' }]])
    await expect(loading).rejects.toMatchObject({
      message: expect.stringMatching(/"acme" was given wrong options: option "speed".*got "fast"/),
    })
  })

  it('names a plugin that throws while it registers', async () => {
    const register = async () => {
      throw new Error('no key')
    }
    const { loading } = await load([plugin({ register })])
    await expect(loading).rejects.toMatchObject({ message: expect.stringMatching(/"acme" failed to register: no key/) })
  })

  it('names a plugin that never ends registering', async () => {
    const { loading, clock } = await load([plugin({ register: () => new Promise(() => {}) })])
    const failing = expect(loading).rejects.toMatchObject({
      message: expect.stringMatching(/"acme" failed to register: .*did not end within 10 s/),
    })
    await vi.waitFor(() => expect(clock.sleepers).toBe(1))
    await clock.advance(10_000)
    await failing
    expect(clock.sleepers).toBe(0)
  })

  it('names a plugin whose module never ends loading', async () => {
    const directory = temporaryDirectory()
    writeFileSync(join(directory, 'endless.mjs'), 'await new Promise(() => {})')
    const { loading, clock } = await load(['./endless.mjs'], directory)
    const failing = expect(loading).rejects.toMatchObject({
      message: expect.stringMatching(/endless\.mjs" could not be loaded: it did not end within 60 s/),
    })
    await vi.waitFor(() => expect(clock.sleepers).toBe(1))
    await clock.advance(60_000)
    await failing
  })

  it('refuses two plugins of one name with the places that they are from', async () => {
    const directory = temporaryDirectory()
    for (const place of ['one', 'two']) writeFileSync(join(directory, `${place}.mjs`), SOURCE.replace('NAME', 'acme'))
    const { loading } = await load(['./one.mjs', './two.mjs'], directory)
    await expect(loading).rejects.toMatchObject({
      code: 'PLUGIN_INVALID',
      message: expect.stringMatching(/"acme" is there twice: from .*one\.mjs, and from .*two\.mjs\. A plugin's name/),
    })
  })

  it('names an option that is missing', async () => {
    const { loading } = await load([plugin({ options: z.strictObject({ speed: z.number() }) })])
    await expect(loading).rejects.toThrow('Plugin "acme" was given wrong options: option "speed": speed is required')
  })

  it('refuses what a plugin provides after it has registered', async () => {
    let late = (): void => {}
    const register: Plugin['register'] = (registry) => {
      late = () => registry.provide(TOKENS.music, () => fakeMusic())
    }
    const { loading } = await load([plugin({ register })])
    await loading
    expect(late).toThrow(/"acme" provides its music after register/)
  })

  it('does nothing when a plugin is loaded twice', async () => {
    const register = vi.fn()
    const { loading } = await load([plugin({ register }), plugin({ register })])
    expect(await loading).toHaveLength(1)
    expect(register).toHaveBeenCalledTimes(1)
  })

  it('refuses the same plugin in two versions, or with options that differ', async () => {
    const options = z.looseObject({})
    const versions = await load([plugin(), plugin({ version: '2.0.0' })])
    await expect(versions.loading).rejects.toThrow(/two versions, 1.2.0 and 2.0.0/)
    const same = plugin({ options })
    const differing = await load([
      [same, { speed: 1 }],
      [same, { speed: 2 }],
    ])
    await expect(differing.loading).rejects.toThrow(/twice with different options/)
  })

  it('adds the plugins named in MAVS_PLUGINS', async () => {
    const directory = temporaryDirectory()
    const paths = ['one', 'two'].map((name) => {
      writeFileSync(join(directory, `${name}.mjs`), SOURCE.replace('NAME', name))
      return join(directory, `${name}.mjs`)
    })
    const { loaded } = await loadSystemPlugins({
      references: [plugin()],
      logger: silentLogger,
      clock: createManualClock(),
      environment: { MAVS_PLUGINS: ` ${paths.join(' , ')},` },
      offline: false,
      applicationDirectory: directory,
    })
    expect(loaded.map(({ name }) => name)).toEqual(['acme', 'one', 'two'])
  })

  it('changes the fingerprint with the plugins, their versions and their options', async () => {
    const fingerprintOf = async (references: readonly PluginReference[], offline = false) =>
      (
        await loadSystemPlugins({
          references,
          logger: silentLogger,
          clock: createManualClock(),
          environment: {},
          offline,
          applicationDirectory: '.',
        })
      ).fingerprint
    const options = z.looseObject({})
    const fingerprints = [
      await fingerprintOf([plugin()]),
      await fingerprintOf([plugin({ version: '1.3.0' })]),
      await fingerprintOf([[plugin({ options }), { speed: 1 }]]),
      await fingerprintOf([plugin()], true),
    ]
    expect(new Set(fingerprints).size).toBe(4)
    expect(await fingerprintOf([plugin()])).toBe(fingerprints[0])
  })

  it('names a missing port before a session is filed', async () => {
    const system = await openSystem({ plugins: [plugin()], worker: false })
    await expect(system.generate({ prompt: 'Explain the water cycle' })).rejects.toMatchObject({ code: 'PORT_MISSING' })
    expect((await system.list()).total_count).toBe(0)
  })
})
