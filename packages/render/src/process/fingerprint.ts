import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, type Dirent } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The package's folder, and the folder of code that runs: `src`, or `dist` when built. */
const packageFolder = fileURLToPath(new URL('../..', import.meta.url))
const codeFolder = fileURLToPath(new URL('..', import.meta.url))

/**
 * A digest of everything that decides how a frame looks beside the timeline: this package's code, the modules of plugins'
 * kinds and the versions of the libraries. So a cached segment is never older than the code that would draw it.
 */
export function rendererFingerprint(modules: readonly string[] = []): string {
  const hash = createHash('sha256')
  for (const file of codeFiles()) hash.update(readFileSync(file))
  for (const module of modules) hash.update(module.startsWith('file:') ? readFileSync(new URL(module)) : module)
  for (const [name, version] of libraryVersions()) hash.update(`${name}@${version}\n`)
  return hash.digest('hex').slice(0, 32)
}

/** The version in this package's manifest. */
export const rendererVersion = (): string => manifest(packageFolder).version

interface Manifest {
  readonly version: string
  readonly dependencies: Readonly<Record<string, string>>
}

const manifest = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest

function codeFiles(): string[] {
  const isCode = (entry: Dirent) => entry.isFile() && /\.(ts|js)$/.test(entry.name) && !entry.name.endsWith('.d.ts')
  return readdirSync(codeFolder, { recursive: true, withFileTypes: true })
    .filter(isCode)
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
}

function libraryVersions(): [name: string, version: string][] {
  const { dependencies } = manifest(packageFolder)
  const require = createRequire(import.meta.url)
  return Object.keys(dependencies).map((name) => {
    const folders = (require.resolve.paths(name) ?? []).map((folder) => join(folder, name))
    return [name, folders.map(versionIn).find((version) => version !== undefined) ?? 'absent']
  })
}

function versionIn(folder: string): string | undefined {
  try {
    return manifest(folder).version
  } catch {
    return undefined
  }
}
