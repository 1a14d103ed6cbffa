import { globSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { PluginDescription } from '@mavs/core'
import { execa } from 'execa'
import { describe, expect, it } from 'vitest'
import { TEMPLATES } from '../../packages/cli/src/scaffold/templates.ts'
import { createTerminal, temporaryDirectory } from './terminal.ts'

const MODULES = fileURLToPath(new URL('../../node_modules', import.meta.url))
/** The compiler and Node of this repository, as a plugin's author has them. */
const env = { PATH: `${join(MODULES, '.bin')}:${process.env.PATH}`, NODE_OPTIONS: '' }

const readManifest = (path: string) =>
  JSON.parse(readFileSync(path, 'utf8')) as Record<string, Record<string, string> | undefined>

describe('mavs plugin new', () => {
  it('writes packages that build, keep their contracts and plug in, from every template', async () => {
    const directory = temporaryDirectory()
    symlinkSync(MODULES, join(directory, 'node_modules'))
    const mavs = createTerminal(join(directory, 'data'))
    for (const { name, kind } of TEMPLATES) {
      const place = join(directory, name)
      const outcome = await mavs('plugin', 'new', `mavs-plugin-my-${name}`, `--${kind}`, name, '--directory', place)
      expect(outcome).toMatchObject({ code: 0, stderr: '' })
    }
    const folders = TEMPLATES.map(({ name }) => name)
    await execa('tsc', ['-b', ...folders], { cwd: directory, env })
    const tests = folders.map((name) => `${name}/dist/*.test.js`)
    const { stdout } = await execa('node', ['--test', '--test-isolation=none', ...tests], { cwd: directory, env })
    expect(Number(/^. tests (\d+)$/m.exec(stdout)![1])).toBeGreaterThan(5 * TEMPLATES.length)

    const environment = {
      MAVS_PLUGINS: folders.map((name) => join(directory, name)).join(','),
      SEARCH_BASE_URL: 'https://search.example.org',
      MODEL_BASE_URL: 'https://model.example.org',
      CLIPS_BASE_URL: 'https://clips.example.org',
    }
    const listed = await createTerminal(join(directory, 'data'), environment)('plugins', '--json')
    const plugins = (JSON.parse(listed.stdout) as PluginDescription[]).slice(-TEMPLATES.length)
    expect(
      plugins.map(({ name, provides }) => [name, provides.map(({ inUse, position }) => [inUse, position])]),
    ).toEqual(TEMPLATES.map(({ name, kind }) => [`mavs-plugin-my-${name}`, [[true, kind === 'agent' ? undefined : 1]]]))
    expect(plugins.map(({ provides }) => provides[0]!.provider)).toEqual(folders.map((name) => `my-${name}`))
  }, 120_000)

  it('writes a manifest that npm and others can read, and leaves nothing of the template', async () => {
    const directory = join(temporaryDirectory(), 'deep', 'voice')
    const mavs = createTerminal(temporaryDirectory())
    const { stdout } = await mavs('plugin', 'new', '@acme/voice', '--provider', 'speech', '--directory', directory)
    expect(stdout).toContain(`cd ${directory} && npm install && npm test`)
    expect(readdirSync(join(directory, '..'))).toEqual(['voice'])
    const files = globSync('**/*', { cwd: directory, withFileTypes: true }).filter((entry) => entry.isFile())
    expect(files.map(({ name }) => name).toSorted()).toEqual([
      'README.md',
      'index.test.ts',
      'index.ts',
      'package.json',
      'tsconfig.json',
    ])
    for (const file of files) {
      expect(readFileSync(join(file.parentPath, file.name), 'utf8')).not.toMatch(/plugin-template|template-id|\{\{/)
    }
    expect(readFileSync(join(directory, '.gitignore'), 'utf8')).toContain('node_modules/')
    const manifest = readManifest(join(directory, 'package.json'))
    expect(manifest).toMatchObject({ name: '@acme/voice', keywords: ['mavs-plugin'], type: 'module' })
    expect(manifest.description).toBe('A MAVS plugin. It speaks a tone for every word, with exact word times.')
    expect(manifest.peerDependencies).toEqual({ '@mavs/core': expect.stringMatching(/^\^\d+\.\d+\.\d+$/) })
  })

  it('asks for the same versions as this repository does', () => {
    const root = readManifest(join(MODULES, '../package.json'))
    const core = readManifest(join(MODULES, '../packages/core/package.json'))
    const common = readManifest(join(MODULES, '../packages/cli/templates/common/manifest.json'))
    expect(root.devDependencies).toMatchObject(common.devDependencies!)
    for (const { dependencies, peerDependencies } of TEMPLATES) {
      expect(core.dependencies).toMatchObject({ ...dependencies, ...peerDependencies })
    }
  })

  it.each<[what: string, argv: readonly string[], says: RegExp]>([
    ['neither an agent nor a provider', ['voice'], /--agent STAGE or --provider PORT/],
    ['both', ['voice', '--agent', 'scripting', '--provider', 'speech'], /one of them/],
    [
      'an agent that there is none of',
      ['voice', '--agent', 'speech'],
      /--agent must be one of researching, .*"speech"/,
    ],
    ['a port that there is none of', ['voice', '--provider', 'smell'], /--provider must be one of speech, .*"smell"/],
    ['a name with capitals', ['MyVoice', '--provider', 'speech'], /"MyVoice".*capital letters/],
    ['a name that is a path', ['../voice', '--provider', 'speech'], /"\.\.\/voice" cannot be the name of a package/],
    ['a name of Node’s', ['http', '--provider', 'speech'], /"http".*core module/],
    ['no name', ['--provider', 'speech'], /\S/],
  ])('refuses %s, and writes nothing', async (_, argv, says) => {
    const directory = temporaryDirectory()
    const place = join(directory, 'place')
    const { code, stdout, stderr } = await createTerminal(directory)('plugin', 'new', ...argv, '--directory', place)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(says)
    expect(readdirSync(directory)).toEqual([])
  })

  it('leaves alone what is there already, and takes an empty folder', async () => {
    const directory = temporaryDirectory()
    const mavs = createTerminal(directory)
    const write = (place: string) =>
      mavs('plugin', 'new', 'voice', '--provider', 'speech', '--directory', join(directory, place))
    mkdirSync(join(directory, 'full'))
    writeFileSync(join(directory, 'full/notes.txt'), 'mine')
    writeFileSync(join(directory, 'file'), 'mine')
    expect(await write('full')).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/full.*notes\.txt.*--directory/),
    })
    expect(await write('file')).toMatchObject({ code: 2, stderr: expect.stringContaining('is no folder') })
    expect(readdirSync(join(directory, 'full'))).toEqual(['notes.txt'])
    mkdirSync(join(directory, 'empty'))
    expect((await write('empty')).code).toBe(0)
    expect(readdirSync(directory).toSorted()).toEqual(['empty', 'file', 'full'])
  })
})
