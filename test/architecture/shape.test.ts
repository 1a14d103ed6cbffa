import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ROOT, sourceFiles } from './sources.ts'

const files = sourceFiles()

/** Folders of the built-in agents that are no port's: topics that the agents share. */
const SHARED_FOLDERS = ['shared', 'briefs', 'alignment']

describe('shape', () => {
  it('keeps every source file at 300 lines or fewer', () => {
    const long = sourceFiles('{packages,plugins,examples,scripts}/**/*.ts')
      // A brief is one topic's text, and generated code is no prose.
      .filter((file) => !/\/briefs\/|\.generated\.ts$/.test(file.path))
      .map((file) => [file.path, file.text.split('\n').length] as const)
      .filter(([, lines]) => lines > 300)
    expect(long).toEqual([])
  })

  it('keeps every example at 40 lines or fewer', () => {
    const long = sourceFiles('examples/*/basic.ts')
      .map((file) => [file.path, file.text.trimEnd().split('\n').length] as const)
      .filter(([, lines]) => lines > 40)
    expect(long).toEqual([])
  })

  it('names files in kebab-case, one folder below src at most', () => {
    const wrong = files.filter(
      (file) => !/^(packages|plugins)\/[a-z-]+\/src\/([a-z0-9-]+\/)?[a-z0-9-]+(\.generated)?\.ts$/.test(file.path),
    )
    expect(wrong.map((file) => file.path)).toEqual([])
  })

  it('gives each folder of agents the name of a port', () => {
    const ports = files
      .filter((file) => file.path.startsWith('packages/core/src/ports/'))
      .map((file) =>
        file.path
          .split('/')
          .at(-1)!
          .replace(/(-agent)?\.ts$/, ''),
      )
    const folders = new Set(
      files
        .map((file) => /^packages\/agents\/src\/([^/]+)\//.exec(file.path)?.[1])
        .filter((name) => name !== undefined),
    )
    expect([...folders].filter((name) => !ports.includes(name) && !SHARED_FOLDERS.includes(name))).toEqual([])
  })

  it('has an explicit list of names in each index, and no index below it', () => {
    const stars = files.filter((file) => /^export \* /m.test(file.text)).map((file) => file.path)
    const inner = files
      .filter((file) => /\/src\/.+\/index\.ts$/.test(file.path) && !/\/(testing|briefs)\/index\.ts$/.test(file.path))
      .map((file) => file.path)
    expect([...stars, ...inner]).toEqual([])
  })

  it('keeps libraries from printing', () => {
    const wrong = files
      .filter((file) => /^packages\/(core|agents|render)\//.test(file.path))
      .filter((file) => /\bconsole\.|\bprocess\.std(out|err)\.write/.test(file.text))
    expect(wrong.map((file) => file.path)).toEqual([])
  })

  it('leaves no loose end in the sources', () => {
    const wrong = sourceFiles('{packages,plugins,examples,test,scripts}/**/*.ts')
      .filter((file) => !file.path.startsWith('test/architecture/'))
      .filter((file) => /\b(TODO|FIXME|XXX)\b|@ts-(ignore|nocheck)|\b(it|test|describe)\.only\(/.test(file.text))
    expect(wrong.map((file) => file.path)).toEqual([])
  })

  it('names no machine and no checkout in what is published', () => {
    const texts = globSync(['**/*.{ts,md,json,js}', '.ci/*'], {
      cwd: ROOT,
      exclude: (name) => /^(node_modules|dist|\.git|package-lock\.json|videos|\.mavs)$/.test(name),
    })
    const wrong = texts.filter((path) => /\/work\/(main|shared)|\/root\//.test(readFileSync(join(ROOT, path), 'utf8')))
    expect(wrong.filter((path) => !path.startsWith('test/architecture/'))).toEqual([])
  })
})
