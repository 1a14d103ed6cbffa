import { basename, dirname } from 'node:path'
import { readImageFile } from './file.ts'
import { loadImages } from './library.ts'
import type { ImageType } from './structure.ts'

/** What a picture file is. Sizes are pixels, upright. */
export interface PictureFacts {
  readonly type: ImageType
  readonly widthPx: number
  readonly heightPx: number
}

/** Small: it is only decoded to see whether it can be. */
const TARGET = { widthPx: 640, heightPx: 360 }

/**
 * Reads and decodes a picture file as a rendering would; throws `TIMELINE_INVALID` for one that it would refuse: damaged, of
 * another type, too large, not a picture.
 */
export async function checkPicture(file: string): Promise<PictureFacts> {
  const reference = { path: 'file', file: basename(file) }
  const { header } = await readImageFile(reference, dirname(file))
  await loadImages([reference], dirname(file), TARGET)
  return { type: header.type, widthPx: header.widthPx, heightPx: header.heightPx }
}
