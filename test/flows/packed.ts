import { globSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core'
import { execa } from 'execa'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/**
 * What a stranger's machine does not have: settings of this test run, of npm's run around it, of MAVS and of vendors.
 * The files of npm's settings are the machine's: npm looks for the global one beside Node, and under another Node it
 * would miss the certificates and the registry that are set there.
 */
const OURS =
  /^(npm_(?!config_(cache|registry|userconfig|globalconfig)$)|MAVS_|VITEST|NODE_(OPTIONS|ENV|PATH)$|INIT_CWD$|.*_API_KEY$|OPENAI_)/i

/** The environment of a stranger's machine that has this Node, and nothing of this repository on its path. */
export const strangersEnvironment: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !OURS.test(name))),
  PATH: [dirname(process.execPath), ...withoutRepository(process.env.PATH ?? '')].join(delimiter),
}

function withoutRepository(path: string): string[] {
  return path.split(delimiter).filter((directory) => !directory.startsWith(ROOT))
}

/** Runs a program as a stranger does, and answers with what it printed. */
export async function runAsStranger(directory: string, program: string, argv: readonly string[], extra = {}) {
  const env = { ...strangersEnvironment, ...extra }
  const { stdout } = await execa(program, argv, { cwd: directory, env, extendEnv: false })
  return stdout
}

/** Builds every package of the workspace and packs it, as for the registry. Answers with tarballs by package name. */
export async function packWorkspace(destination: string): Promise<ReadonlyMap<string, string>> {
  await execa('tsc', ['-b'], { cwd: ROOT, preferLocal: true })
  const argv = ['pack', '--workspaces', '--ignore-scripts', '--json', '--pack-destination', destination]
  const packed = JSON.parse(await runAsStranger(ROOT, 'npm', argv)) as unknown
  // npm 11 answers with a list, later ones with packages by name.
  const entries = Object.values(packed as object) as { readonly name: string; readonly filename: string }[]
  return new Map(entries.map(({ name, filename }) => [name, join(destination, filename)]))
}

/** An empty project outside of the repository. */
export function createProject(): { readonly directory: string; remove(): Promise<void> } {
  const directory = mkdtempSync(join(tmpdir(), 'mavs-stranger-'))
  writeFileSync(join(directory, 'package.json'), JSON.stringify({ private: true, type: 'module' }))
  return { directory, remove: () => rm(directory, { recursive: true, force: true }) }
}

/** Installs packages and tarballs; what npm has fetched before is not fetched again. */
export const install = (directory: string, packages: readonly string[]): Promise<string> =>
  runAsStranger(directory, 'npm', [
    'install',
    '--no-audit',
    '--no-fund',
    '--ignore-scripts',
    '--prefer-offline',
    ...packages,
  ])

/** The names of all packages that lie in a project. */
export const installedNames = (directory: string): string[] =>
  globSync('**/node_modules/{*,@*/*}/package.json', { cwd: directory }).map((path) =>
    path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length, -'/package.json'.length),
  )

/** A tarball's package.json. */
export async function manifestOf(tarball: string): Promise<unknown> {
  const { stdout } = await execa('tar', ['xzOf', tarball, 'package/package.json'])
  return JSON.parse(stdout)
}

/** Paths of a tarball's files. */
export async function filesOf(tarball: string): Promise<string[]> {
  const { stdout } = await execa('tar', ['tzf', tarball])
  return stdout.split('\n').map((path) => path.replace(/^package\//, ''))
}

/** What publint has to say, suggestions included. */
export async function publintFindings(tarball: string): Promise<unknown[]> {
  const { messages, pkg } = await publint({ pack: { tarball: Uint8Array.from(readFileSync(tarball)).buffer } })
  return messages.map((message) => formatMessage(message, pkg))
}

/** What attw has to say under its profile "esm-only": the older ways to resolve cannot load these packages. */
export async function typeFindings(tarball: string): Promise<unknown[]> {
  const result = await checkPackage(createPackageFromTarballData(Uint8Array.from(readFileSync(tarball))))
  if (result.types === false) return ['there are no types']
  return result.problems.filter(
    (problem) => !('resolutionKind' in problem) || !/^(node10|node16-cjs)$/.test(problem.resolutionKind),
  )
}
