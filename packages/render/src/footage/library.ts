import { createHash } from 'node:crypto'
import { join, resolve } from 'node:path'
import { fileDigest } from '../encoding/digest.ts'
import { realPathInside, unreadable } from '../images/file.ts'
import { conform, notAClip, type Conforming } from './conform.ts'
import type { FootagePiece } from './piece.ts'
import { openPictureRow, type PictureRow } from './pictures.ts'
import { footageKey, type FootageReference } from './references.ts'

/** The clips of a timeline. Their frames can be had once `ready` has seen to their scenes. */
export interface FootageLibrary {
  /** The pieces that a scene shows, in their order. */
  of(sceneId: string): readonly FootagePiece[]
  /** SHA-256 of a file's bytes. */
  digest(file: string): string | undefined
  /** Makes the pieces of these scenes ready to be drawn. */
  ready(sceneIds: readonly string[]): Promise<void>
  close(): void
}

/** What pieces are made with, and where they are put for the time being. */
export interface FootageTools extends Pick<Conforming, 'ffmpeg' | 'signal'> {
  readonly workDirectory: string
}

/** Frame times are rounded numbers. */
const HAIR_FRAMES = 1e-6

interface Target {
  readonly widthPx: number
  readonly heightPx: number
  readonly frameRate: number
}

/** The pieces as they are laid out, whether or not they can be drawn yet. */
export function plannedFootage(
  references: readonly FootageReference[],
  { frameRate }: Pick<Target, 'frameRate'>,
  rowOf: (reference: FootageReference) => PictureRow | undefined = () => undefined,
): Pick<FootageLibrary, 'of'> {
  const frameNumber = (seconds: number) => Math.max(0, Math.floor(seconds * frameRate + HAIR_FRAMES))
  const pieceOf = (reference: FootageReference): FootagePiece => ({
    seconds: reference.seconds,
    frameNumber,
    image(seconds) {
      const row = rowOf(reference)
      if (!row) throw new RangeError(`${reference.path}: the clip "${reference.file}" is not ready`)
      return row.image(Math.min(frameNumber(seconds), row.count - 1))
    },
  })
  return { of: (sceneId) => references.filter((reference) => reference.sceneId === sceneId).map(pieceOf) }
}

/** Opens the clips of a timeline. Without tools there may be no clip. Throws `TIMELINE_INVALID` for one that is not there. */
export async function openFootage(
  references: readonly FootageReference[],
  directory: string,
  target: Target,
  tools?: FootageTools,
): Promise<FootageLibrary> {
  const digests = new Map<string, string>()
  for (const reference of references) {
    if (!digests.has(reference.file)) digests.set(reference.file, await digestOf(reference, directory))
  }
  const rows = new Map<string, Promise<PictureRow>>()
  const open = new Map<string, PictureRow>()
  const make = async (reference: FootageReference): Promise<void> => {
    const key = footageKey(reference)
    const making = rows.get(key) ?? makeRow(reference, directory, target, tools)
    rows.set(key, making)
    open.set(key, await making)
  }
  return {
    ...plannedFootage(references, target, (reference) => open.get(footageKey(reference))),
    digest: (file) => digests.get(file),
    async ready(sceneIds) {
      for (const reference of references) if (sceneIds.includes(reference.sceneId)) await make(reference)
    },
    close() {
      for (const row of open.values()) row.close()
      open.clear()
    },
  }
}

async function makeRow(
  reference: FootageReference,
  directory: string,
  target: Target,
  tools: FootageTools | undefined,
): Promise<PictureRow> {
  if (!tools) throw notAClip(reference, new Error('no ffmpeg was given to read it with'))
  const name = createHash('sha256').update(footageKey(reference)).digest('hex').slice(0, 16)
  const output = join(tools.workDirectory, `footage-${name}.mjpeg`)
  await conform(reference, resolve(directory, reference.file), output, { ...tools, ...target })
  const row = await openPictureRow(output)
  if (row.count > 0) return row
  row.close()
  throw notAClip(reference, new Error(`it has no picture from ${reference.fromSeconds} s on`))
}

/** The digest of a clip, which must lie in the timeline's directory. */
async function digestOf(reference: FootageReference, directory: string): Promise<string> {
  try {
    return await fileDigest(await realPathInside(reference.file, directory))
  } catch (error) {
    throw notAClip(reference, new Error(unreadable(error), { cause: error }))
  }
}
