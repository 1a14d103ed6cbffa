import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync } from 'oxc-parser'
import { describe, expect, it } from 'vitest'
import { ERROR_CODES } from '@mavs/core'
import { documents } from '../../scripts/documents.ts'
import { packageOf, ROOT, sourceFiles } from './sources.ts'

describe('documents', () => {
  it.each(Object.entries(documents()))('keeps %s as the code says: npm run documents writes it', (path, text) => {
    expect(readFileSync(join(ROOT, path), 'utf8')).toBe(text)
  })

  it('raises every error code somewhere', () => {
    const text = sourceFiles()
      .filter((file) => !file.path.endsWith('errors/codes.ts'))
      .map((file) => file.text)
      .join('\n')
    expect(Object.keys(ERROR_CODES).filter((code) => !text.includes(`'${code}'`))).toEqual([])
  })

  it('documents every public function, class and interface above its declaration', () => {
    const missing = globSync('{packages,plugins}/*/src/index.ts', { cwd: ROOT }).flatMap((index) => undocumented(index))
    expect(missing).toEqual([])
  })

  it('documents every environment variable of its own', () => {
    const pages = globSync('docs/*.md', { cwd: ROOT })
      .map((page) => readFileSync(join(ROOT, page), 'utf8'))
      .join('\n')
    const used = new Set(sourceFiles().flatMap(({ text }) => text.match(/\bMAVS_[A-Z_]+\b/g) ?? []))
    expect([...used].filter((name) => !pages.includes(`\`${name}`))).toEqual([])
  })

  it('links only to files that exist', () => {
    const pages = globSync(['*.md', 'docs/**/*.md', '{packages,plugins,examples}/**/README.md'], {
      cwd: ROOT,
      exclude: (name) => name === 'node_modules',
    })
    const broken = pages.flatMap((page) => {
      const text = readFileSync(join(ROOT, page), 'utf8').replace(/```[\s\S]*?```/g, '')
      return [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)]
        .filter((link) => !existsSync(join(ROOT, page, '..', link[1]!)))
        .map((link) => `${page} → ${link[1]}`)
    })
    expect(broken).toEqual([])
  })

  it('imports every dependency that a package declares, and declares every one that it imports', () => {
    for (const path of globSync('{packages,plugins}/*/package.json', { cwd: ROOT })) {
      const directory = path.slice(0, -'/package.json'.length)
      const manifest = JSON.parse(readFileSync(join(ROOT, path), 'utf8')) as Record<string, Record<string, string>>
      const declared = ['dependencies', 'optionalDependencies'].flatMap((key) => Object.keys(manifest[key] ?? {}))
      const isPeer = (name: string) =>
        manifest.peerDependencies?.[name] !== undefined && manifest.peerDependenciesMeta?.[name] === undefined
      const files = sourceFiles(`${directory}/src/**/*.ts`)
      const imported = new Set(files.flatMap((file) => file.imports.map((name) => packageOf(name))))
      // Data packages are resolved by name: fonts, icons, the voice.
      const named = declared.filter((name) => files.some((file) => file.text.includes(name)))
      expect(
        declared.filter((name) => !imported.has(name) && !named.includes(name)),
        path,
      ).toEqual([])
      const foreign = [...imported].filter((name) => name !== undefined && !name.startsWith('node:'))
      const isLoaded = (name: string) =>
        files.some((file) => file.staticImports.some((from) => packageOf(from) === name))
      const typed = (name: string) =>
        manifest.devDependencies?.[`@types/${name}`] !== undefined ||
        (manifest.peerDependencies?.[name] !== undefined && !isLoaded(name))
      expect(
        foreign.filter((name) => !declared.includes(name!) && !isPeer(name!) && !typed(name!)),
        path,
      ).toEqual([])
    }
  })

  it('has a lock file made by `npm run lock`, with which npm 10 compiles nothing', () => {
    const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, { gypfile?: boolean }>
    }
    expect(lock.packages['node_modules/better-sqlite3']!.gypfile).toBe(false)
  })

  it('notes every dependency in docs/dependencies.md, and no other', () => {
    const page = readFileSync(join(ROOT, 'docs/dependencies.md'), 'utf8')
    const noted = [...page.matchAll(/^\| `([^`]+)` \|/gm)].map((row) => row[1]!)
    const used = globSync(['package.json', '{packages,plugins}/*/package.json'], { cwd: ROOT }).flatMap((path) => {
      const manifest = JSON.parse(readFileSync(join(ROOT, path), 'utf8')) as Record<string, Record<string, string>>
      return ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((key) =>
        Object.keys(manifest[key] ?? {}),
      )
    })
    const expected = [...new Set(used)].filter((name) => !name.startsWith('@mavs/'))
    expect(noted.toSorted()).toEqual(expected.toSorted())
  })
})

/** The names that an index exports from a file in which nothing is written above their declaration. */
function undocumented(index: string): string[] {
  const text = readFileSync(join(ROOT, index), 'utf8')
  return parseSync(index, text).module.staticExports.flatMap((statement) =>
    statement.entries
      .filter((entry) => entry.moduleRequest?.value.startsWith('.'))
      .flatMap((entry) => {
        const file = join(index, '..', entry.moduleRequest!.value)
        const name = entry.importName.name ?? ''
        return isDocumented(readFileSync(join(ROOT, file), 'utf8'), name) ? [] : [`${file}: ${name}`]
      }),
  )
}

/** A schema and the type inferred from it share one comment; plain types with speaking fields need none. */
function isDocumented(text: string, name: string): boolean {
  const declaration = new RegExp(
    `^export (?:async )?(?:function|class|interface|const|abstract class) ${name}\\b`,
    'm',
  ).exec(text)
  if (declaration === null) return true
  const before = text.slice(0, declaration.index).trimEnd()
  return before.endsWith('*/') || /export const \w+ = z\./.test(text.slice(declaration.index, declaration.index + 80))
}
