import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseSync } from 'oxc-parser'

/** The repository's root. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url))

export interface SourceFile {
  /** From the root, with forward slashes. */
  readonly path: string
  readonly text: string
  /** What it imports, statically or not, types included: package names, or paths from the root. */
  readonly imports: readonly string[]
  /** Imports that run before the file does: neither dynamic nor types only. */
  readonly staticImports: readonly string[]
}

/** Every source file that matches a glob from the root, parsed. */
export function sourceFiles(pattern = '{packages,plugins}/*/src/**/*.ts'): SourceFile[] {
  return globSync(pattern, { cwd: ROOT, exclude: (name) => name === 'node_modules' || name === 'dist' })
    .map((path) => path.split(sep).join('/'))
    .toSorted()
    .map(parse)
}

function parse(path: string): SourceFile {
  const text = readFileSync(join(ROOT, path), 'utf8')
  const { module } = parseSync(path, text)
  const named = [
    ...module.staticImports.map((entry) => ({
      name: entry.moduleRequest.value,
      typeOnly: entry.entries.length > 0 && entry.entries.every((item) => item.isType),
    })),
    ...module.staticExports.flatMap((entry) =>
      entry.entries
        .filter((item) => item.moduleRequest !== null)
        .map((item) => ({ name: item.moduleRequest!.value, typeOnly: item.isType })),
    ),
  ]
  const dynamic = module.dynamicImports.map(({ moduleRequest }) =>
    literal(text.slice(moduleRequest.start, moduleRequest.end)),
  )
  const place = (name: string) => (name.startsWith('.') ? located(path, name) : name)
  return {
    path,
    text,
    imports: [
      ...new Set([...named.map(({ name }) => name), ...dynamic.filter((name) => name !== undefined)].map(place)),
    ],
    staticImports: [...new Set(named.filter(({ typeOnly }) => !typeOnly).map(({ name }) => place(name)))],
  }
}

const literal = (source: string): string | undefined => /^['"](.*)['"]$/.exec(source)?.[1]

const located = (from: string, name: string): string =>
  relative(ROOT, resolve(ROOT, dirname(from), name))
    .split(sep)
    .join('/')

/** "@langchain/core/messages" → "@langchain/core"; undefined for a file. */
export function packageOf(name: string): string | undefined {
  if (/^(packages|plugins|test|examples)\//.test(name)) return undefined
  return name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/')
}
