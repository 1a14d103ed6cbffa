import { randomUUID } from 'node:crypto'
import { cp, mkdir, readdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { fromSystemError, VideoError } from '@mavs/core'
import { VERSION } from '../version.ts'
import type { Template } from './templates.ts'

/** Beside `src` and beside `dist`. */
const TEMPLATES_DIRECTORY = fileURLToPath(new URL('../../templates/', import.meta.url))

/** What a template's files say where the plugin's own name and id belong. */
const PLACEHOLDER = { name: 'mavs-plugin-template', id: 'template-id' }

/** npm has its own thoughts about files of these names within a package. */
const RENAMED = [
  ['manifest.json', 'package.json'],
  ['gitignore', '.gitignore'],
] as const

export interface NewPlugin {
  /** The package's name, which npm would take. */
  readonly name: string
  /** Absolute. */
  readonly directory: string
  readonly template: Template
}

/**
 * Writes a plugin's package: all of it, or nothing. Answers with its files, relative to the directory. Throws
 * `REQUEST_INVALID` when there is something in the directory.
 */
export async function writePlugin({ name, directory, template }: NewPlugin): Promise<readonly string[]> {
  await checkVacant(directory)
  const draft = `${directory}.${randomUUID()}.part`
  try {
    await mkdir(dirname(directory), { recursive: true })
    for (const source of ['common', template.name]) {
      await cp(join(TEMPLATES_DIRECTORY, source), draft, { recursive: true })
    }
    for (const [name, own] of RENAMED) await rename(join(draft, name), join(draft, own))
    const files = await filesIn(draft)
    for (const file of files) await fillIn(join(draft, file), name, template)
    await writeManifest(join(draft, 'package.json'), template)
    await moveTo(draft, directory)
    return files
  } catch (error) {
    throw fromSystemError(error, directory)
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
}

async function checkVacant(directory: string): Promise<void> {
  const found = await entriesOf(directory)
  if (found.length === 0) return
  throw new VideoError(
    'REQUEST_INVALID',
    `There is something in ${directory} already (${found[0]}). Name another place with --directory.`,
  )
}

async function entriesOf(directory: string): Promise<readonly string[]> {
  try {
    return await readdir(directory)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return []
    if (code === 'ENOTDIR') throw new VideoError('REQUEST_INVALID', `${directory} is no folder.`)
    throw fromSystemError(error, directory)
  }
}

async function filesIn(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1))
    .toSorted()
}

async function fillIn(path: string, name: string, { about, contract }: Template): Promise<void> {
  const text = await readFile(path, 'utf8')
  const filled = text
    .replaceAll(PLACEHOLDER.name, name)
    .replaceAll(PLACEHOLDER.id, idOf(name))
    .replaceAll('{{about}}', about)
    .replaceAll('{{checks}}', checksOf(contract))
  await writeFile(path, filled)
}

const checksOf = (contract: string | undefined): string =>
  contract === undefined
    ? 'checks of its own, with a stand-in from\n`@mavs/core/testing`'
    : `the checks of \`${contract}\` from\n\`@mavs/core/testing\`, and some of its own`

/** "@acme/mavs-plugin-voice" is known as "voice". */
function idOf(name: string): string {
  const bare = name.replace(/^@[^/]+\//, '')
  return bare.replace(/^(?:mavs-)?(?:plugin-)?/, '') || bare
}

async function writeManifest(path: string, { about, dependencies, peerDependencies }: Template): Promise<void> {
  const manifest = JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>
  const whole = {
    ...manifest,
    description: `A MAVS plugin. ${about}`,
    ...(dependencies && { dependencies }),
    peerDependencies: { ...peerDependencies, '@mavs/core': `^${VERSION}` },
  }
  await writeFile(path, `${JSON.stringify(whole, undefined, 2)}\n`)
}

/** An empty folder of the name gives way; whatever has been put there meanwhile stays. */
async function moveTo(draft: string, directory: string): Promise<void> {
  await rmdir(directory).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
  })
  await rename(draft, directory)
}
