import { closeSync, openSync, readSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { Image } from '@napi-rs/canvas'

/** A row of pictures in a file, any of which can be had at once. */
export interface PictureRow {
  readonly count: number
  /** The picture of a number, decoded; the last ones asked for are kept. */
  image(index: number): Image
  close(): void
}

const START = 0xd8
const END = 0xd9
/** Two pictures are seen at once in a transition. */
const KEPT = 2
const CHUNK_BYTES = 1024 * 1024

/** Opens a file of JPEG pictures, one after the other, as ffmpeg's `mjpeg` muxer writes it. */
export async function openPictureRow(file: string): Promise<PictureRow> {
  const offsets = await findPictures(file)
  const handle = openSync(file, 'r')
  const kept = new Map<number, Image>()
  return {
    count: offsets.length,
    image(index) {
      const found = kept.get(index)
      if (found) return found
      const { start, end } = offsets[index]!
      const bytes = Buffer.allocUnsafe(end - start)
      readSync(handle, bytes, 0, bytes.length, start)
      const image = new Image()
      // Bytes given to `src` are decoded at once.
      image.src = bytes
      kept.set(index, image)
      if (kept.size > KEPT) kept.delete(kept.keys().next().value!)
      return image
    },
    close: () => closeSync(handle),
  }
}

/** Where the pictures begin and end: in a picture's data, the marker byte is never followed by these two. */
async function findPictures(file: string): Promise<{ readonly start: number; readonly end: number }[]> {
  const found: { start: number; end: number }[] = []
  const handle = await open(file)
  try {
    const chunk = Buffer.allocUnsafe(CHUNK_BYTES)
    let [start, before, at] = [-1, 0, 0]
    for (;;) {
      const { bytesRead } = await handle.read(chunk, 0, CHUNK_BYTES, at)
      if (bytesRead === 0) return found
      for (let index = before === 0xff ? 0 : chunk.indexOf(0xff) + 1; index >= 0 && index < bytesRead;) {
        const marker = chunk[index]!
        if (marker === START && start < 0) start = at + index - 1
        else if (marker === END && start >= 0) {
          found.push({ start, end: at + index + 1 })
          start = -1
        }
        const next = chunk.indexOf(0xff, marker === 0xff ? index : index + 1)
        index = next < 0 || next >= bytesRead ? -1 : next + 1
      }
      before = chunk[bytesRead - 1]!
      at += bytesRead
    }
  } finally {
    await handle.close()
  }
}
