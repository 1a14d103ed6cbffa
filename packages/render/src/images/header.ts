import { imageSize } from 'image-size'
import { IMAGE_TYPES, structureOf, type ImageType, type Structure } from './structure.ts'

/** The most pixels that are decoded: 64 megapixels, 256 MB in memory. */
export const MAX_PIXELS = 64 * 1024 * 1024
/** The most that a drawing in SVG may hold: larger ones take seconds to draw. */
const MAX_SVG_BYTES = 4 * 1024 * 1024
/** More references than these can stand for billions of shapes. */
const MAX_SVG_USES = 24

/** What a picture file is, read from its header and structure. */
export interface ImageHeader extends Structure {
  readonly type: ImageType
  readonly widthPx: number
  readonly heightPx: number
}

/** Reads a picture's header, or says in a few words why the file can't be used; decodes nothing. */
export function readHeader(bytes: Buffer): ImageHeader | { readonly problem: string } {
  if (bytes.length === 0) return { problem: 'an empty file' }
  const size = sizeOf(bytes)
  if (size === undefined) return { problem: 'no picture, or only its beginning' }
  const { type, width, height } = size
  if (!isDrawable(type)) return { problem: `a picture of the type ${type}` }
  if (type !== 'svg' && width * height > MAX_PIXELS) {
    return { problem: `${width} × ${height} pixels, more than ${MAX_PIXELS / 1024 / 1024} megapixels` }
  }
  if (!(width > 0 && height > 0)) return { problem: `a picture of ${width} × ${height} pixels` }
  const unsafe = type === 'svg' ? unsafeSvg(bytes) : undefined
  if (unsafe) return { problem: unsafe }
  const structure = structureOf(bytes, type)
  if (!structure.isWhole) return { problem: `a ${type} picture without its end` }
  return { type, widthPx: width, heightPx: height, ...structure }
}

/** What a picture has to be, for messages. */
export const EXPECTED_IMAGE = `a whole ${IMAGE_TYPES.join(', ').toUpperCase()} picture of at most 64 megapixels and 50 MB`

function sizeOf(bytes: Buffer): { type: string; width: number; height: number } | undefined {
  try {
    const { type, width, height } = imageSize(bytes)
    return type === undefined ? undefined : { type, width, height }
  } catch {
    return undefined
  }
}

const isDrawable = (type: string): type is ImageType => (IMAGE_TYPES as readonly string[]).includes(type)

/** Skia draws shapes, but no files that a drawing refers to; entities and references can multiply without end. */
function unsafeSvg(bytes: Buffer): string | undefined {
  if (bytes.length > MAX_SVG_BYTES) return 'a drawing of more than 4 MB'
  const source = bytes.toString('utf8')
  if (/<!ENTITY/i.test(source)) return 'a drawing with entities'
  if (/<(image|foreignObject|script)[\s>]/i.test(source)) return 'a drawing with pictures, pages or scripts inside'
  const uses = source.match(/<use[\s>]/gi)?.length ?? 0
  return uses > MAX_SVG_USES ? `a drawing with ${uses} references (at most ${MAX_SVG_USES})` : undefined
}
