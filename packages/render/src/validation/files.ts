import { open, type FileHandle } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Timeline } from '@mavs/core/essentials'
import { registerFontFiles } from '../brand/fonts.ts'
import { lookOf } from '../brand/look.ts'
import { footageOf } from '../footage/references.ts'
import { readImageFile } from '../images/file.ts'
import { imagesOf } from '../images/references.ts'
import type { SceneKind } from '../scenes/scene-kind.ts'
import { faultsOf, invalid } from './faults.ts'
import { soundsOf } from './timeline.ts'

/**
 * Checks that a timeline's files are there and are what they should be: sounds can be read, pictures are whole and of a
 * bearable size by their headers, fonts are fonts. Throws `TIMELINE_INVALID` naming each that is not.
 */
export async function checkTimelineFiles(
  timeline: Timeline,
  directory: string,
  { kinds = [] }: { readonly kinds?: readonly SceneKind[] } = {},
): Promise<void> {
  const sounds = await Promise.all(
    soundsOf(timeline).map(async ({ path, clip }) => {
      const problem = await unreadable(resolve(directory, clip.file))
      return problem ? [`${path}.file must be a readable file in ${directory} (got "${clip.file}": ${problem})`] : []
    }),
  )
  const faults = [
    ...sounds.flat(),
    ...(await pictureFaults(timeline, directory, kinds)),
    ...(await clipFaults(timeline, directory, kinds)),
    ...(await fontFaults(timeline, directory)),
  ]
  if (faults.length > 0) throw invalid(faults)
}

/** One after the other: each may take 50 MB. */
async function pictureFaults(timeline: Timeline, directory: string, kinds: readonly SceneKind[]): Promise<string[]> {
  const faults: string[] = []
  for (const reference of imagesOf(timeline, kinds).all) {
    await readImageFile(reference, directory).catch((error: unknown) => {
      faults.push(...faultsOf(error, reference.path))
    })
  }
  return faults
}

async function clipFaults(timeline: Timeline, directory: string, kinds: readonly SceneKind[]): Promise<string[]> {
  const clips = footageOf(timeline, kinds)
  if (clips.length === 0) return []
  const [{ readClip }, { notAClip }] = await Promise.all([
    import('../footage/clip.ts'),
    import('../footage/conform.ts'),
  ])
  const faults: string[] = []
  for (const reference of clips) {
    await readClip(resolve(directory, reference.file)).catch((error: unknown) => {
      faults.push(notAClip(reference, error).message)
    })
  }
  return faults
}

async function fontFaults(timeline: Timeline, directory: string): Promise<string[]> {
  const { kit } = lookOf(timeline)
  if (kit === undefined) return []
  return registerFontFiles(kit, directory).then(
    () => [],
    (error: unknown) => faultsOf(error, 'brand.fonts'),
  )
}

async function unreadable(file: string): Promise<string | undefined> {
  let handle: FileHandle | undefined
  try {
    handle = await open(file)
    return (await handle.stat()).isFile() ? undefined : 'not a file'
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error)
  } finally {
    await handle?.close()
  }
}
