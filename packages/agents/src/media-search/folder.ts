import { copyFile, readFile, readdir } from 'node:fs/promises'
import { basename, dirname, extname, join, relative, sep } from 'node:path'
import type { MediaItem, MediaSearchProvider } from '@mavs/core'
import { checkPicture } from '@mavs/render'
import { z } from 'zod'
import { wordsOf } from './rank.ts'

/** What may stand beside a picture, as `name.json` for `name.jpg`. */
const Sidecar = z.strictObject({
  title: z.string().min(1).max(200).optional(),
  tags: z.array(z.string().min(1).max(60)).max(50).optional(),
  author: z.string().min(1).max(80).optional(),
  licence: z.string().min(1).max(40).optional(),
  page: z.url().optional(),
})

const PICTURES: ReadonlySet<string> = new Set(['.jpg', '.jpeg', '.png', '.webp'])
/** More files than these are not looked through. */
const MOST_FILES = 20_000

/**
 * A folder of the operator's own pictures: a file's name is its title, the folders that it lies in are its tags, and a
 * JSON file beside it may say more. Undefined without `MAVS_MEDIA_DIR`.
 */
export function createMediaFolder(
  environment: Readonly<Record<string, string | undefined>>,
): MediaSearchProvider | undefined {
  const folder = environment.MAVS_MEDIA_DIR
  if (!folder) return undefined
  return {
    id: 'folder',
    version: '1',
    isRemote: false,
    kinds: ['image'],
    limits: { concurrency: 2 },
    async diagnose() {
      const name = 'pictures: folder'
      const files = await picturesIn(folder).catch((error: Error) => error)
      if (!(files instanceof Error)) return [{ name, status: 'ok', message: `${files.length} pictures in ${folder}` }]
      const remedy = 'name a folder that can be read in MAVS_MEDIA_DIR'
      return [{ name, status: 'failed', message: `${folder}: ${files.message}`, remedy }]
    },
    async search({ query, count }, { signal }) {
      const meant = wordsOf(query)
      const found: MediaItem[] = []
      for (const file of await picturesIn(folder)) {
        signal.throwIfAborted()
        const item = await readItem(folder, file, meant)
        if (item) found.push(item)
      }
      return found.slice(0, count)
    },
    download: (item, path) => copyFile(join(folder, item.file), path),
  }
}

async function picturesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile() && PICTURES.has(extname(entry.name).toLowerCase()))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .toSorted()
    .slice(0, MOST_FILES)
}

/** The picture as an item, if it shares a word with what is meant; its file is read only then. */
async function readItem(folder: string, file: string, meant: ReadonlySet<string>): Promise<MediaItem | undefined> {
  const given = await readSidecar(join(folder, file))
  const title = given.title ?? basename(file, extname(file)).replace(/[-_.]+/g, ' ')
  const tags = [
    ...(given.tags ?? []),
    ...dirname(file)
      .split(sep)
      .filter((part) => part !== '.'),
  ]
  const words = [title, ...tags].flatMap((text) => [...wordsOf(text)])
  if (!words.some((word) => meant.has(word))) return undefined
  const facts = await checkPicture(join(folder, file)).catch(() => undefined)
  if (!facts) return undefined
  return {
    id: file.split(sep).join('/'),
    kind: 'image',
    title,
    tags,
    widthPx: facts.widthPx,
    heightPx: facts.heightPx,
    file,
    author: given.author ?? 'Own picture',
    licence: given.licence ?? 'all rights with its owner',
    ...(given.page && { page: given.page }),
  }
}

/** What stands beside a picture; one that is not as it should be counts as none. */
async function readSidecar(picture: string): Promise<z.output<typeof Sidecar>> {
  const text = await readFile(`${picture.slice(0, -extname(picture).length)}.json`, 'utf8').catch(() => '{}')
  try {
    return Sidecar.parse(JSON.parse(text))
  } catch {
    return {}
  }
}
