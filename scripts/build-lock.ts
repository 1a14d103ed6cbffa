import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { globSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { execa } from 'execa'

/*
 * Writes package-lock.json anew after a manifest has changed. Away from node_modules, because npm otherwise leaves the
 * packages of other platforms out. And with better-sqlite3's own word that it needs no compiler: npm 10 does not read it
 * from the package and would start node-gyp.
 */
const root = fileURLToPath(new URL('..', import.meta.url))
const directory = await mkdtemp(join(tmpdir(), 'mavs-lock-'))
for (const path of ['package.json', '.npmrc', ...globSync('{packages,plugins}/*/package.json', { cwd: root })]) {
  await cp(join(root, path), join(directory, path), { recursive: true })
}
await execa('npm', ['install', '--package-lock-only', '--ignore-scripts'], { cwd: directory, stdio: 'inherit' })
const lock = JSON.parse(await readFile(join(directory, 'package-lock.json'), 'utf8')) as {
  packages: Record<string, { gypfile?: boolean }>
}
lock.packages['node_modules/better-sqlite3']!.gypfile = false
await writeFile(join(root, 'package-lock.json'), `${JSON.stringify(lock, undefined, 2)}\n`)
await rm(directory, { recursive: true })
