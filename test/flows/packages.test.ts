import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Manifest, SessionDocument } from '@mavs/core'
import { execa } from 'execa'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { decode } from './decode.ts'
import {
  createProject,
  filesOf,
  install,
  installedNames,
  manifestOf,
  packWorkspace,
  publintFindings,
  runAsStranger,
  strangersEnvironment,
  typeFindings,
} from './packed.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 })

let shelf: ReturnType<typeof createProject>
let packages: ReadonlyMap<string, string>
beforeAll(async () => {
  shelf = createProject()
  packages = await packWorkspace(shelf.directory)
})
afterAll(() => shelf.remove())

const tarballs = (names: readonly string[]) => names.map((name) => packages.get(name)!)

describe('packages as they are published', () => {
  it('say what they are, and bring what they need', async () => {
    expect(packages.size).toBeGreaterThan(6)
    for (const [name, file] of packages) {
      expect(await manifestOf(file), name).toMatchObject({
        name,
        description: expect.stringMatching(/\.$/),
        keywords: expect.arrayContaining([name.startsWith('@mavs/plugin-') ? 'mavs-plugin' : 'mavs']),
        license: 'MIT',
        engines: { node: expect.stringMatching(/^>=/) },
      })
      const files = await filesOf(file)
      expect(files, name).toEqual(
        expect.arrayContaining(['LICENSE', 'dist/index.js', 'dist/index.d.ts', 'src/index.ts']),
      )
      expect(
        files.filter((path) => /tsbuildinfo|(^|\/)test\//.test(path)),
        name,
      ).toEqual([])
    }
  })

  it('are whole, for publint', async () => {
    for (const [name, file] of packages) expect(await publintFindings(file), name).toEqual([])
  })

  it('have the right types for those who import them, for attw', async () => {
    for (const [name, file] of packages) expect(await typeFindings(file), name).toEqual([])
  })

  it('bring with the core neither a canvas nor ffmpeg nor a server', async () => {
    const project = createProject()
    try {
      await install(project.directory, tarballs(['@mavs/core']))
      const names = installedNames(project.directory)
      expect(names).toContain('better-sqlite3')
      expect(names.filter((name) => /canvas|ffmpeg|koa|clipanion|flite|fontsource|openai$/.test(name))).toEqual([])
      const kit = `import { speechContract } from '@mavs/core/testing'; console.log(typeof speechContract)`
      expect(await runAsStranger(project.directory, 'node', ['--input-type=module', '--eval', kit])).toBe('function')
    } finally {
      await project.remove()
    }
  })
})

/** What a stranger does, from an empty folder to a video by a plugin of his own. */
describe('a stranger’s plugin', () => {
  const NAME = 'mavs-plugin-tones'
  let project: ReturnType<typeof createProject>
  let mavs: string
  let tarball: string
  beforeAll(async () => {
    project = createProject()
    mavs = join(project.directory, 'node_modules/.bin/mavs')
    const { devDependencies } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
      readonly devDependencies: Readonly<Record<string, string>>
    }
    await install(project.directory, [
      ...tarballs(['@mavs/core', '@mavs/render', '@mavs/agents', '@mavs/server', '@mavs/client', '@mavs/cli']),
      ...['typescript', '@types/node'].map((name) => `${name}@${devDependencies[name]}`),
    ])
    await runAsStranger(project.directory, mavs, ['plugin', 'new', NAME, '--provider', 'speech'])
    await runAsStranger(join(project.directory, NAME), 'npm', ['test'])
    const packed = await runAsStranger(project.directory, 'npm', ['pack', `./${NAME}`, '--ignore-scripts', '--silent'])
    tarball = join(project.directory, packed.trim())
    await install(project.directory, [tarball])
  })
  afterAll(() => project.remove())

  const request = { prompt: 'Create a video about the water cycle', duration_preference: 10, quality: 'low' }
  const settings = (data: string) => ({
    MAVS_PLUGINS: NAME,
    MAVS_OFFLINE: 'true',
    MAVS_DATA_DIR: join(project.directory, data),
  })

  async function expectVideo(file: string, manifest: string): Promise<void> {
    const { providers, versions } = JSON.parse(readFileSync(manifest, 'utf8')) as Manifest
    expect(providers.speech).toMatch(/^tones /)
    expect(versions[NAME]).toBe('0.1.0')
    const decoded = await decode(file)
    expect(decoded.errors).toBe('')
    expect(decoded.frames).toBeGreaterThan(200)
  }

  it('can be published as it was written', async () => {
    expect(await publintFindings(tarball)).toEqual([])
    expect(await typeFindings(tarball)).toEqual([])
    expect((await filesOf(tarball)).toSorted()).toEqual([
      'README.md',
      'dist/index.d.ts',
      'dist/index.js',
      'package.json',
    ])
  })

  it('finds the types of every package, as their READMEs use them', async () => {
    const shown = [...packages.keys()].filter((name) => !name.startsWith('@mavs/plugin-'))
    const snippets = shown.flatMap((name) => {
      const page = readFileSync(join(project.directory, 'node_modules', name, 'README.md'), 'utf8')
      return [...page.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, text]) => text!)
    })
    expect(snippets.length).toBeGreaterThan(3)
    const files = snippets.map((text, index) => [`snippet-${index}.mts`, text] as const)
    for (const [file, text] of files) writeFileSync(join(project.directory, file), text)
    const argv = ['--noEmit', '--strict', '--skipLibCheck', '--module', 'nodenext', '--types', 'node']
    const tsc = join(project.directory, 'node_modules/.bin/tsc')
    await runAsStranger(project.directory, tsc, [...argv, ...files.map(([file]) => file)])
  })

  it('speaks in a video by the library', async () => {
    const program = `
      import { createVideoSystem } from '@mavs/core'
      const system = await createVideoSystem({ dataDirectory: 'library', offline: true, extraPlugins: ['${NAME}'] })
      const { session_id: id } = await system.generate(${JSON.stringify(request)})
      await system.wait(id)
      console.log((await system.open(id, 'video')).path)
      console.log((await system.open(id, 'manifest')).path)
      await system.close()
    `
    writeFileSync(join(project.directory, 'make.js'), program)
    const printed = await runAsStranger(project.directory, 'node', ['make.js'])
    const [file, manifest] = printed.split('\n') as [string, string]
    await expectVideo(file, manifest)
  })

  it('speaks in a video by the command line, which lists it', async () => {
    const listed = await runAsStranger(project.directory, mavs, ['plugins'], settings('terminal'))
    expect(listed).toMatch(/speech +tones, asked 1 of 2/)
    const argv = ['generate', '--prompt', request.prompt, '--duration', '10', '--quality', 'low', '--wait', '--json']
    const printed = await runAsStranger(project.directory, mavs, argv, settings('terminal'))
    const { files } = JSON.parse(printed) as { files: Record<'video' | 'manifest', string> }
    await expectVideo(files.video, files.manifest)
  })

  it('speaks in a video by the server', async () => {
    const env = { ...strangersEnvironment, ...settings('server') }
    const server = execa(mavs, ['serve', '--port', '0', '--json'], { cwd: project.directory, env, extendEnv: false })
    try {
      const { value: line } = await server[Symbol.asyncIterator]().next()
      const { url } = JSON.parse(line as string) as { url: string }
      const id = await makeOverRest(url, request)
      const file = await save(`${url}/videos/${id}/download`, join(project.directory, 'server.mp4'))
      const manifest = await save(`${url}/videos/${id}/manifest`, join(project.directory, 'server.json'))
      await expectVideo(file, manifest)
    } finally {
      server.kill('SIGTERM')
      await server.catch(() => {})
    }
  })
})

/** Files a request and listens to its events until it has ended. */
async function makeOverRest(url: string, request: object): Promise<string> {
  const headers = { 'content-type': 'application/json' }
  const filed = await fetch(`${url}/videos/generate`, { method: 'POST', headers, body: JSON.stringify(request) })
  const { session_id: id } = (await filed.json()) as SessionDocument
  await (await fetch(`${url}/videos/${id}/events`)).text()
  const { status } = (await (await fetch(`${url}/videos/${id}/status`)).json()) as SessionDocument
  expect(status).toBe('completed')
  return id
}

async function save(url: string, path: string): Promise<string> {
  const response = await fetch(url)
  expect(response.status).toBe(200)
  writeFileSync(path, Buffer.from(await response.arrayBuffer()))
  return path
}
