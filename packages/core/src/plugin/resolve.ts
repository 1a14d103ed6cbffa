import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, isAbsolute, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

/** True for a reference such as "./agent.ts" or "/plugins/agent.js"; anything else is a package's name. */
export const isPath = (reference: string): boolean =>
  /^\.{1,2}([/\\]|$)/.test(reference) || reference.startsWith('file:') || isAbsolute(reference)

/** The package that a reference such as "@scope/name/path" is in. */
export const packageOf = (reference: string): string =>
  reference
    .split('/')
    .slice(0, reference.startsWith('@') ? 2 : 1)
    .join('/')

/**
 * The URL of a plugin's module. A package is looked up from the application's directory and else beside core; a path
 * is relative to the application's directory. Undefined when nothing is there.
 */
export function locatePlugin(reference: string, applicationDirectory: string): string | undefined {
  if (reference.startsWith('file:')) return reference
  if (isPath(reference)) return locateFile(resolve(applicationDirectory, reference))
  const bases = [pathToFileURL(join(applicationDirectory, 'package.json')).href, import.meta.url]
  for (const base of bases) {
    const found = locatePackage(reference, base)
    if (found !== undefined) return found
  }
  return undefined
}

function locateFile(path: string): string | undefined {
  if (!existsSync(path)) return undefined
  try {
    return pathToFileURL(createRequire(path).resolve(path)).href
  } catch {
    return pathToFileURL(path).href
  }
}

function locatePackage(name: string, base: string): string | undefined {
  const require = createRequire(base)
  try {
    return pathToFileURL(require.resolve(name)).href
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    return code === 'ERR_PACKAGE_PATH_NOT_EXPORTED' ? locateImportOnly(name, require) : undefined
  }
}

/** `require.resolve` does not see packages that export for `import` only; Node offers no other way to name the base. */
function locateImportOnly(name: string, require: NodeJS.Require): string | undefined {
  const packageName = packageOf(name)
  const subpath = `.${name.slice(packageName.length)}`
  for (const folder of require.resolve.paths(name) ?? []) {
    const manifest = join(folder, packageName, 'package.json')
    if (!existsSync(manifest)) continue
    const { exports } = JSON.parse(readFileSync(manifest, 'utf8')) as { exports?: unknown }
    const target = importTarget(subpathOf(exports, subpath))
    if (target !== undefined) return pathToFileURL(join(dirname(manifest), target)).href
  }
  return undefined
}

function subpathOf(exports: unknown, subpath: string): unknown {
  const isMap =
    typeof exports === 'object' && exports !== null && Object.keys(exports).some((key) => key.startsWith('.'))
  if (isMap) return (exports as Record<string, unknown>)[subpath]
  return subpath === '.' ? exports : undefined
}

function importTarget(entry: unknown): string | undefined {
  if (typeof entry === 'string') return entry
  if (Array.isArray(entry)) return entry.map(importTarget).find((target) => target !== undefined)
  if (typeof entry !== 'object' || entry === null) return undefined
  for (const [condition, target] of Object.entries(entry)) {
    if (/^(import|node|module-sync|default)$/.test(condition)) {
      const found = importTarget(target)
      if (found !== undefined) return found
    }
  }
  return undefined
}
