import { describe, expect, it } from 'vitest'
import { packageOf, sourceFiles, type SourceFile } from './sources.ts'

const files = sourceFiles()

/** Core's layers from the bottom up; those of one line do not know each other. */
const CORE_LAYERS = [
  ['domain'],
  ['errors'],
  ['ports'],
  ['plugin', 'sessions', 'net', 'costs'],
  ['providers', 'stages', 'webhooks', 'access'],
  ['graph'],
  ['video-system'],
  ['index', 'testing', 'essentials'],
]

/** Which of our packages each package may import. The built-in agents are only ever loaded by name. */
const PACKAGE_IMPORTS: Readonly<Record<string, readonly string[]>> = {
  '@mavs/core': [],
  '@mavs/render': ['@mavs/core'],
  '@mavs/agents': ['@mavs/core', '@mavs/render'],
  '@mavs/server': ['@mavs/core'],
  '@mavs/client': ['@mavs/core'],
  '@mavs/cli': ['@mavs/core', '@mavs/server', '@mavs/client'],
}

/** A library and the only places that may import it. */
const FENCES: readonly (readonly [library: RegExp, allowed: RegExp])[] = [
  [/^(tsyringe|reflect-metadata)$/, /^packages\/core\/src\/plugin\//],
  [/^(koa|@koa\/.*)$/, /^packages\/server\//],
  [/^clipanion$/, /^packages\/cli\//],
  [/^@langchain\/langgraph(-checkpoint)?$/, /^packages\/core\/src\/graph\//],
  [/^(@langchain\/openai|openai|langchain)$/, /^(packages\/agents|plugins\/[^/]+)\//],
  [/^@napi-rs\/canvas$/, /^packages\/render\//],
  [/^better-sqlite3$/, /^packages\/core\/src\/(sessions|graph)\//],
]

describe('layers', () => {
  it('lets core import only downwards', () => {
    const layerOf = (path: string) => {
      const part = /^packages\/core\/src\/([^/.]+)/.exec(path)?.[1]
      return part === undefined ? -1 : CORE_LAYERS.findIndex((layer) => layer.includes(part))
    }
    const partOf = (path: string) => /^packages\/core\/src\/([^/.]+)/.exec(path)?.[1]
    const wrong = files.flatMap((file) =>
      layerOf(file.path) < 0
        ? []
        : file.imports
            .filter((target) => layerOf(target) >= 0 && partOf(target) !== partOf(file.path))
            .filter((target) => layerOf(target) >= layerOf(file.path))
            .map((target) => `${file.path} → ${target}`),
    )
    expect(wrong).toEqual([])
  })

  it('names a layer for every folder of core', () => {
    const parts = new Set(files.map((file) => /^packages\/core\/src\/([^/.]+)/.exec(file.path)?.[1]).filter(Boolean))
    expect([...parts].filter((part) => !CORE_LAYERS.flat().includes(part!))).toEqual([])
  })

  it('lets packages import each other in one direction, by name', () => {
    const wrong = files.flatMap((file) => {
      const own = /^(packages|plugins)\/([^/]+)\//.exec(file.path)!
      const allowed = own[1] === 'plugins' ? ['@mavs/core'] : PACKAGE_IMPORTS[`@mavs/${own[2]}`]!
      return file.imports
        .filter((target) =>
          target.startsWith('@mavs/')
            ? !allowed.includes(packageOf(target)!)
            : packageOf(target) === undefined && !target.startsWith(own[0]),
        )
        .map((target) => `${file.path} → ${target}`)
    })
    expect(wrong).toEqual([])
  })

  it('keeps each fenced library in its place', () => {
    const wrong = files.flatMap((file) =>
      file.imports.flatMap((target) =>
        FENCES.filter(([library, allowed]) => library.test(packageOf(target) ?? '') && !allowed.test(file.path)).map(
          () => `${file.path} → ${target}`,
        ),
      ),
    )
    expect(wrong).toEqual([])
  })

  it('loads vendors’ libraries on first use only', () => {
    const wrong = files.filter((file) =>
      file.staticImports.some((name) => /^(@langchain\/openai|openai|langchain)$/.test(packageOf(name) ?? '')),
    )
    expect(wrong.map((file) => file.path)).toEqual([])
  })

  it('starts the render process without the system that runs agents', () => {
    const wrong = files.filter(
      ({ path, staticImports }) => path.startsWith('packages/render/') && staticImports.includes('@mavs/core'),
    )
    expect(wrong.map((file) => file.path)).toEqual([])
  })

  it('starts to draw and to encode without the prober of media files', () => {
    const loaded = new Set<string>()
    const load = (path: string): void => {
      if (loaded.has(path)) return
      loaded.add(path)
      for (const name of files.find((file) => file.path === path)?.staticImports ?? []) load(name)
    }
    for (const path of ['drawing/frame-drawer', 'encoding/render-timeline', 'audio/mix']) {
      load(`packages/render/src/${path}.ts`)
    }
    expect(loaded.size).toBeGreaterThan(100)
    expect(loaded).not.toContain('mediabunny')
  })

  it('keeps the client free of core and, but for its files in Node, of Node', () => {
    const wrong = files
      .filter(({ path }) => path.startsWith('packages/client/'))
      .flatMap(({ path, staticImports }) =>
        staticImports
          .filter((name) => name.startsWith('@mavs/') || (name.startsWith('node:') && !path.endsWith('/node.ts')))
          .map((name) => `${path} → ${name}`),
      )
    expect(wrong).toEqual([])
  })

  it('has no circles, not even of types', () => {
    expect(circles(files)).toEqual([])
  })
})

function circles(all: readonly SourceFile[]): string[] {
  const byPath = new Map(all.map((file) => [file.path, file]))
  const state = new Map<string, 'open' | 'done'>()
  const found: string[] = []
  const visit = (path: string, trail: readonly string[]) => {
    if (state.get(path) === 'done') return
    if (state.get(path) === 'open') {
      found.push([...trail.slice(trail.indexOf(path)), path].join(' → '))
      return
    }
    state.set(path, 'open')
    for (const target of byPath.get(path)?.imports ?? []) if (byPath.has(target)) visit(target, [...trail, path])
    state.set(path, 'done')
  }
  for (const file of all) visit(file.path, [])
  return found
}
