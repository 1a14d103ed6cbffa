import { loadImage, type Canvas, type Image } from '@napi-rs/canvas'
import type { Warning } from '@mavs/core/essentials'
import { createBitmapStore, scaled, type Bitmap, type BitmapStore } from './bitmap.ts'
import { readImageFile, refusal, type ImageFile, type ImageReference } from './file.ts'

/** A picture that is ready to be laid out. Sizes are pixels, upright: a camera's orientation is applied. */
export interface LoadedImage extends Bitmap {
  readonly hasAlpha: boolean
  /** A small version of it as RGBA, to find out how bright its parts are. */
  readonly preview: { readonly widthPx: number; readonly heightPx: number; readonly rgba: Uint8ClampedArray }
  /** The picture scaled so that it just covers a size; itself when that is nearly its own. */
  covering(widthPx: number, heightPx: number): Bitmap
}

/** The pictures of a timeline, by their files as written there. */
export interface ImageLibrary {
  find(file: string): LoadedImage | undefined
  /** SHA-256 of a file's bytes. */
  digest(file: string): string | undefined
  readonly warnings: readonly Warning[]
}

/** The frame that the pictures are for, in pixels. */
interface Target {
  readonly widthPx: number
  readonly heightPx: number
}

/** How much larger than the frame a picture may have to be: for a slow move over all of it. */
export const MOVE_ROOM = 1.06
/** Long pictures keep at most this many frames' worth of pixels. */
const MOST_FRAMES = 3
/** Decoded pictures are held up to this many frames' worth of pixels. */
const HELD_FRAMES = 3
const PREVIEW_PX = 96

/**
 * Reads, decodes and scales pictures, one after the other, each file once; the decoded originals are dropped. Throws
 * `TIMELINE_INVALID` naming the first place whose picture can't be used.
 */
export async function loadImages(
  references: readonly ImageReference[],
  directory: string,
  target: Target,
): Promise<ImageLibrary> {
  const store = createBitmapStore(HELD_FRAMES * target.widthPx * target.heightPx)
  const images = new Map<string, { image: LoadedImage; digest: string }>()
  const warnings: Warning[] = []
  for (const reference of references) {
    if (images.has(reference.file)) continue
    const file = await readImageFile(reference, directory)
    images.set(reference.file, { image: await load(file, reference, target, store), digest: file.digest })
    if (file.header.isAnimated) warnings.push(animatedWarning(reference))
  }
  return {
    find: (file) => images.get(file)?.image,
    digest: (file) => images.get(file)?.digest,
    warnings,
  }
}

/** A library without pictures, for timelines that show none. */
export const NO_IMAGES: ImageLibrary = { find: () => undefined, digest: () => undefined, warnings: [] }

async function load(
  file: ImageFile,
  reference: ImageReference,
  target: Target,
  store: BitmapStore,
): Promise<LoadedImage> {
  const { header } = file
  const decoded = await decode(file, reference)
  const isDrawing = header.type === 'svg'
  const natural = isDrawing ? header : { widthPx: decoded.width, heightPx: decoded.height }
  const share = shareOf(natural, target, isDrawing)
  const canvas = scaled(decoded, natural.widthPx * share, natural.heightPx * share)
  if (!header.hasAlpha && isCutShort(canvas)) throw refusal(reference, `a damaged ${header.type} picture`)
  const image = loadedImage(canvas, header.hasAlpha, store)
  release(canvas)
  return image
}

async function decode({ bytes, header }: ImageFile, reference: ImageReference): Promise<Image> {
  try {
    return await loadImage(bytes)
  } catch {
    throw refusal(reference, `a ${header.type} picture that cannot be decoded`)
  }
}

/** Scaled down to what covers the frame; only drawings are scaled up. */
function shareOf(natural: Target, target: Target, isDrawing: boolean): number {
  const cover = MOVE_ROOM * Math.max(target.widthPx / natural.widthPx, target.heightPx / natural.heightPx)
  const most = Math.sqrt((MOST_FRAMES * target.widthPx * target.heightPx) / (natural.widthPx * natural.heightPx))
  return Math.min(cover, most, isDrawing ? Infinity : 1)
}

/** What a decoder didn't reach is transparent. */
function isCutShort(canvas: Canvas): boolean {
  const bottom = canvas.getContext('2d').getImageData(0, canvas.height - 1, canvas.width, 1).data
  return bottom[bottom.length - 1] === 0 || bottom[3] === 0
}

function loadedImage(canvas: Canvas, hasAlpha: boolean, store: BitmapStore): LoadedImage {
  const bitmap = store.keep(canvas, hasAlpha)
  const covers = new Map<string, Bitmap>()
  return {
    ...bitmap,
    hasAlpha,
    preview: previewOf(canvas),
    covering: (widthPx, heightPx) => {
      const share = Math.max(widthPx / bitmap.widthPx, heightPx / bitmap.heightPx)
      // A bilinear filter is good down to about two thirds.
      if (share > 0.7) return bitmap
      const [width, height] = [Math.ceil(bitmap.widthPx * share), Math.ceil(bitmap.heightPx * share)]
      const key = `${width}×${height}`
      const found = covers.get(key) ?? store.keep(scaled(bitmap.image(), width, height), hasAlpha)
      covers.set(key, found)
      return found
    },
  }
}

/** Gives a canvas's pixels back at once, rather than when the garbage collector comes by. */
function release(canvas: Canvas): void {
  canvas.width = 1
  canvas.height = 1
}

function previewOf(canvas: Canvas): LoadedImage['preview'] {
  const share = Math.min(1, PREVIEW_PX / Math.max(canvas.width, canvas.height))
  const small = scaled(canvas, canvas.width * share, canvas.height * share)
  const { data } = small.getContext('2d').getImageData(0, 0, small.width, small.height)
  return { widthPx: small.width, heightPx: small.height, rgba: data }
}

const animatedWarning = ({ path, file }: ImageReference): Warning => ({
  reason: 'unsupported-option',
  message: `${path}: only the first frame of the animated picture "${file}" is shown; a still picture shows as it is.`,
})
