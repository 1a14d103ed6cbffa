import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core'
import type { Manifest, SessionDocument } from '@mavs/core'
import { execa } from 'execa'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decode } from './decode.ts'
import { createProject, install, installedNames, packWorkspace, runAsStranger, strangersEnvironment } from './packed.ts'

const TWO_MINUTES = 120_000

let shelf: ReturnType<typeof createProject>
let packages: ReadonlyMap<string, string>
beforeAll(async () => {
  shelf = createProject()
  packages = await packWorkspace(shelf.directory)
}, TWO_MINUTES)
afterAll(() => shelf.remove())

const root = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  readonly devDependencies: Readonly<Record<string, string>>
}

const tarballs = (names: readonly string[]) => names.map((name) => packages.get(name)!)

describe('packages as they are published', () => {
  it('say what they are', async () => {
    expect(packages.size).toBeGreaterThan(6)
    for (const [name, file] of packages) {
      const { stdout: text } = await execa('tar', ['xzOf', file, 'package/package.json'])
      const { stdout: listed } = await execa('tar', ['tzf', file])
      expect(JSON.parse(text), name).toMatchObject({
        name,
        description: expect.stringMatching(/\.$/),
        keywords: expect.arrayContaining([name.startsWith('@mavs/plugin-') ? 'mavs-plugin' : 'mavs']),
        license: 'MIT',
        engines: { node: expect.stringMatching(/^>=/) },
      })
      expect(listed, name).not.toMatch(/tsbuildinfo/)
    }
  })

  it(
    'are whole, for publint',
    async () => {
      for (const [name, file] of packages) {
        const tarball = Uint8Array.from(readFileSync(file)).buffer
        const { messages, pkg } = await publint({ pack: { tarball }, strict: true })
        expect(
          messages.map((message) => formatMessage(message, pkg)),
          name,
        ).toEqual([])
      }
    },
    TWO_MINUTES,
  )

  it(
    'have the right types for those who import them, for attw',
    async () => {
      for (const [name, file] of packages) {
        const result = await checkPackage(createPackageFromTarballData(Uint8Array.from(readFileSync(file))))
        // Its profile "esm-only": nothing here can be required by the older ways.
        const problems = (result.types === false ? [] : result.problems).filter(
          (problem) => !('resolutionKind' in problem) || !/^(node10|node16-cjs)$/.test(problem.resolutionKind),
        )
        expect(result.types, name).not.toBe(false)
        expect(problems, name).toEqual([])
      }
    },
    TWO_MINUTES,
  )

  it(
    'bring with the core neither a canvas nor ffmpeg nor a server',
    async () => {
      const project = createProject()
      try {
        await install(project.directory, tarballs(['@mavs/core']))
        const names = installedNames(project.directory)
        expect(names).toContain('better-sqlite3')
        expect(names.filter((name) => /canvas|ffmpeg|koa|clipanion|flite|fontsource|openai$/.test(name))).toEqual([])
        const kit = `import { speechContract } from '@mavs/core/testing'; console.log(typeof speechContract)`
        expect(await runAsStranger(project.directory, 'node', ['--input-type=module', '--eval', kit])).toBe('function')
      } finally {
        project.remove()
      }
    },
    TWO_MINUTES,
  )
})

/** What a stranger does, from an empty folder to a video by a plugin of his own. */
describe('a stranger’s plugin', () => {
  const NAME = 'mavs-plugin-tones'
  let project: ReturnType<typeof createProject>
  let mavs: string
  beforeAll(async () => {
    project = createProject()
    mavs = join(project.directory, 'node_modules/.bin/mavs')
    await install(project.directory, [
      ...tarballs(['@mavs/core', '@mavs/render', '@mavs/agents', '@mavs/server', '@mavs/client', '@mavs/cli']),
      ...['typescript', '@types/node'].map((name) => `${name}@${root.devDependencies[name]}`),
    ])
    await runAsStranger(project.directory, mavs, ['plugin', 'new', NAME, '--provider', 'speech'])
    await runAsStranger(join(project.directory, NAME), 'npm', ['test'])
    const packed = await runAsStranger(project.directory, 'npm', ['pack', `./${NAME}`, '--ignore-scripts', '--silent'])
    await install(project.directory, [`./${packed.trim()}`])
  }, 2 * TWO_MINUTES)
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

  it(
    'speaks in a video by the library',
    async () => {
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
    },
    TWO_MINUTES,
  )

  it(
    'speaks in a video by the command line, which lists it',
    async () => {
      const listed = await runAsStranger(project.directory, mavs, ['plugins'], settings('terminal'))
      expect(listed).toMatch(/speech +tones, asked 1 of 2/)
      const argv = ['generate', '--prompt', request.prompt, '--duration', '10', '--quality', 'low', '--wait', '--json']
      const printed = await runAsStranger(project.directory, mavs, argv, settings('terminal'))
      const { files } = JSON.parse(printed) as { files: Record<'video' | 'manifest', string> }
      await expectVideo(files.video, files.manifest)
    },
    TWO_MINUTES,
  )

  it(
    'speaks in a video by the server',
    async () => {
      const env = { ...strangersEnvironment, ...settings('server') }
      const server = execa(mavs, ['serve', '--port', '0', '--json'], { cwd: project.directory, env, extendEnv: false })
      try {
        const { value: line } = await server[Symbol.asyncIterator]().next()
        const { url } = JSON.parse(line as string) as { url: string }
        const file = join(project.directory, 'server.mp4')
        const manifest = join(project.directory, 'server.json')
        const id = await makeOverRest(url, request)
        for (const [path, artifact] of [
          [file, 'download'],
          [manifest, 'manifest'],
        ] as const) {
          const response = await fetch(`${url}/videos/${id}/${artifact}`)
          expect(response.status).toBe(200)
          writeFileSync(path, Buffer.from(await response.arrayBuffer()))
        }
        await expectVideo(file, manifest)
      } finally {
        server.kill('SIGTERM')
        await server.catch(() => {})
      }
    },
    TWO_MINUTES,
  )
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
