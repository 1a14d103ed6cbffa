import { copyFile, readFile, readdir } from 'node:fs/promises'
import { basename, dirname, extname, join, relative, sep } from 'node:path'
import type { MediaItem, MediaKind, MediaSearchProvider } from '@mavs/core'
import { z } from 'zod'
import { createMediaCheck, type MediaFacts } from '../asset/check-media.ts'
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
const CLIPS: ReadonlySet<string> = new Set(['.mp4', '.mov', '.webm', '.mkv'])
/** More files than these are not looked through. */
const MOST_FILES = 20_000

/**
 * A folder of the operator's own pictures and clips: a file's name is its title, the folders that it lies in are its
 * tags, and a JSON file beside it may say more. Undefined without `MAVS_MEDIA_DIR`.
 */
export function createMediaFolder(
  environment: Readonly<Record<string, string | undefined>>,
): MediaSearchProvider | undefined {
  const folder = environment.MAVS_MEDIA_DIR
  if (!folder) return undefined
  const check = createMediaCheck(environment)
  return {
    id: 'folder',
    version: '1',
    isRemote: false,
    kinds: ['image', 'footage'],
    limits: { concurrency: 2 },
    async diagnose() {
      const name = 'pictures: folder'
      const listing = await listFolder(folder).catch((error: Error) => error)
      if (!(listing instanceof Error)) {
        return [{ name, status: 'ok', message: `${listing.files.length} pictures and clips in ${folder}` }]
      }
      const remedy = 'name a folder that can be read in MAVS_MEDIA_DIR'
      return [{ name, status: 'failed', message: `${folder}: ${listing.message}`, remedy }]
    },
    async search({ query, kind, count }, { signal }) {
      const meant = wordsOf(query)
      const described = await describeAll(folder, kind, signal)
      const best = described
        .map((file) => ({ file, shared: file.words.filter((word) => meant.has(word)).length }))
        .filter(({ shared }) => shared > 0)
        .toSorted((one, other) => other.shared - one.shared)
      const found: MediaItem[] = []
      for (const { file } of best) {
        signal.throwIfAborted()
        const item = await toItem(folder, file, (path) => check(kind, path, signal))
        if (item) found.push(item)
        if (found.length >= count) break
      }
      return found
    },
    download: (item, path) => copyFile(join(folder, item.file), path),
  }
}

/** What lies in a folder, by paths from it. */
interface Listing {
  readonly files: readonly string[]
  /** Files that may say more about one. */
  readonly sidecars: ReadonlySet<string>
}

async function listFolder(folder: string): Promise<Listing> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .toSorted()
  const shown = files.filter((file) => kindOf(file) !== undefined).slice(0, MOST_FILES)
  return { files: shown, sidecars: new Set(files.filter((file) => file.endsWith('.json'))) }
}

function kindOf(file: string): MediaKind | undefined {
  const ending = extname(file).toLowerCase()
  if (PICTURES.has(ending)) return 'image'
  return CLIPS.has(ending) ? 'footage' : undefined
}

/** A file by its name, its folders and what stands beside it; its file is not read. */
interface Described {
  readonly file: string
  readonly given: z.output<typeof Sidecar>
  readonly title: string
  readonly tags: readonly string[]
  readonly words: readonly string[]
}

async function describeAll(folder: string, kind: MediaKind, signal: AbortSignal): Promise<Described[]> {
  const { files, sidecars } = await listFolder(folder)
  const described: Described[] = []
  for (const file of files.filter((one) => kindOf(one) === kind)) {
    signal.throwIfAborted()
    const sidecar = `${file.slice(0, -extname(file).length)}.json`
    const given = sidecars.has(sidecar) ? await readSidecar(join(folder, sidecar)) : {}
    const title = given.title ?? basename(file, extname(file)).replace(/[-_.]+/g, ' ')
    const folders = dirname(file) === '.' ? [] : dirname(file).split(sep)
    const tags = [...(given.tags ?? []), ...folders]
    described.push({ file, given, title, tags, words: [...wordsOf([title, ...tags].join(' '))] })
  }
  return described
}

/** The file as an item; undefined for one that cannot be decoded. */
async function toItem(
  folder: string,
  { file, given, title, tags }: Described,
  check: (path: string) => Promise<MediaFacts>,
): Promise<MediaItem | undefined> {
  const facts = await check(join(folder, file)).catch(() => undefined)
  if (!facts) return undefined
  const { durationSeconds } = facts
  return {
    id: file.split(sep).join('/'),
    kind: durationSeconds === undefined ? 'image' : 'footage',
    ...(durationSeconds !== undefined && { durationSeconds }),
    title,
    tags,
    widthPx: facts.widthPx,
    heightPx: facts.heightPx,
    file,
    author: given.author ?? (durationSeconds === undefined ? 'Own picture' : 'Own footage'),
    licence: given.licence ?? 'all rights with its owner',
    ...(given.page && { page: given.page }),
  }
}

/** What stands beside a picture; one that is not as it should be counts as none. */
async function readSidecar(file: string): Promise<z.output<typeof Sidecar>> {
  try {
    return Sidecar.parse(JSON.parse(await readFile(file, 'utf8')))
  } catch {
    return {}
  }
}
