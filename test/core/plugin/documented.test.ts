import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as core from '@mavs/core'
import * as testing from '@mavs/core/testing'
import { execa } from 'execa'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCli, type CliContext } from '@mavs/cli'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))
const PAGE = readFileSync(join(ROOT, 'docs/plugins.md'), 'utf8')

/** The page's TypeScript by the file names in its first lines. */
const snippets = [...PAGE.matchAll(/```ts\n(\/\/ ([\w.-]+?\.ts)[\s\S]*?)```/g)].map(([, text, name]) => ({
  name: name!,
  text: text!,
}))

let directory: string
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'mavs-plugins-'))
  symlinkSync(join(ROOT, 'node_modules'), join(directory, 'node_modules'))
  writeFileSync(join(directory, 'package.json'), '{ "type": "module" }')
  for (const { name, text } of snippets) writeFileSync(join(directory, name), text)
})

afterAll(() => rmSync(directory, { recursive: true }))

const node = async (...argv: readonly string[]) =>
  (await execa(process.execPath, ['--conditions=@mavs/source', ...argv], { cwd: directory })).stdout

describe('docs/plugins.md', () => {
  it('shows each snippet as a file', () => {
    expect(snippets).toHaveLength([...PAGE.matchAll(/^```ts$/gm)].length)
  })

  it('has a smallest plugin that is loaded as the page says', async () => {
    const printed = await node('use.ts')
    expect(printed).toContain('@mavs/agents')
    expect(printed).toMatch(/port: 'script-agent',[^}]*inUse: true/)
  })

  it('holds it against its contract', async () => {
    const printed = await node('--test', 'one-line.test.ts')
    expect(printed).toMatch(/pass 5\b/)
    expect(printed).toMatch(/fail 0\b/)
  })

  it.each([
    [{ ECHO_API_KEY: 'key' }, { inUse: true, provider: 'loud-voice' }],
    [{}, { inUse: false, reason: expect.stringContaining('takes no part') }],
  ])('has a provider that takes part with a key only (%o)', async (environment, provided) => {
    const { default: plugin } = (await import(join(directory, 'echo-voice.ts'))) as { default: core.Plugin }
    const system = await core.createVideoSystem({
      dataDirectory: join(directory, 'data'),
      worker: false,
      environment,
      plugins: [testing.sampleAgentsPlugin(), [plugin, { prefix: 'loud' }]],
    })
    expect((await system.plugins()).at(-1)!.provides).toEqual([expect.objectContaining(provided)])
    await system.close()
  })

  it.runIf('defineConfig' in core)('has a configuration that names it (skipped: needs defineConfig)', async () => {
    const { default: config } = (await import(join(directory, 'mavs.config.ts'))) as { default: unknown }
    expect(config).toEqual({ extraPlugins: ['./one-line.ts'] })
  })

  it('shows commands that there are', () => {
    const shell = [...PAGE.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, text]) => text!).join('\n')
    const lines = [...shell.matchAll(/npx mavs (.*?)(?: +#.*)?$/gm)].map(([, line]) => line!)
    expect(lines.length).toBeGreaterThan(3)
    const cli = createCli({ colorDepth: 1 })
    for (const line of lines) {
      const argv = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, word]) => quoted ?? word!)
      expect(() => cli.process(argv, {} as CliContext), line).not.toThrow()
    }
  })

  it('tells of every port, and of every contract', () => {
    const rows = [...PAGE.matchAll(/^\| `(\w+)` \| (single|chain) \|.*\|([^|]*)\|$/gm)]
    expect(rows.map(([, token, kind]) => `${token} ${kind}`).toSorted()).toEqual(
      Object.entries(core.TOKENS)
        .map(([token, { kind }]) => `${token} ${kind}`)
        .toSorted(),
    )
    const contracts = Object.keys(testing).filter((name) => name.endsWith('Contract'))
    for (const contract of contracts) expect(PAGE).toContain(`\`${contract}\``)
    for (const [, , , cell] of rows) {
      for (const [, name] of cell!.matchAll(/`(\w+)`/g)) expect(contracts).toContain(name)
    }
  })
})
