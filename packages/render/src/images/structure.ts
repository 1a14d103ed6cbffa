/** What the structure of a picture file says, without decoding it. */
export interface Structure {
  /** Whether the file is there to its last byte. */
  readonly isWhole: boolean
  /** Whether it holds more than one frame. */
  readonly isAnimated: boolean
  /** Whether its format or header allows for transparent pixels. */
  readonly hasAlpha: boolean
}

/** The kinds of picture file that can be drawn, as image-size names them. */
export const IMAGE_TYPES = ['jpg', 'png', 'webp', 'gif', 'avif', 'svg'] as const
export type ImageType = (typeof IMAGE_TYPES)[number]

/** Walks a file's segments, chunks, blocks or boxes to its end. */
export const structureOf = (bytes: Buffer, type: ImageType): Structure => WALKS[type](bytes)

const WALKS: Readonly<Record<ImageType, (bytes: Buffer) => Structure>> = {
  jpg: (bytes) => ({ isWhole: jpegEnds(bytes), isAnimated: false, hasAlpha: false }),
  png: walkPng,
  webp: walkWebp,
  gif: walkGif,
  avif: walkAvif,
  svg: (bytes) => ({ isWhole: /<\/svg\s*>|\/>\s*$/.test(bytes.toString('utf8')), isAnimated: false, hasAlpha: true }),
}

/** ITU-T T.81, B.1: segments with lengths up to each scan, whose data end at the next marker; thumbnails are skipped. */
function jpegEnds(bytes: Buffer): boolean {
  let at = 2
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) return false
    const marker = bytes[at + 1]!
    if (marker === 0xd9) return true
    if (marker === 0xff) {
      at++
      continue
    }
    at += 2 + bytes.readUInt16BE(at + 2)
    if (marker === 0xda) at = nextMarker(bytes, at)
  }
  return at + 2 <= bytes.length && bytes[at] === 0xff && bytes[at + 1] === 0xd9
}

function nextMarker(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at !== -1; at = bytes.indexOf(0xff, at + 1)) {
    const code = bytes[at + 1]
    if (code === undefined) break
    const isData = code === 0 || code === 0xff || (code >= 0xd0 && code <= 0xd7)
    if (!isData) return at
  }
  return bytes.length
}

function walkPng(bytes: Buffer): Structure {
  let [isWhole, isAnimated] = [false, false]
  let hasAlpha = (bytes[25]! & 4) !== 0
  for (let at = 8; at + 12 <= bytes.length && !isWhole;) {
    const name = bytes.toString('latin1', at + 4, at + 8)
    at += 12 + bytes.readUInt32BE(at)
    if (at > bytes.length) break
    isWhole = name === 'IEND'
    isAnimated ||= name === 'acTL'
    hasAlpha ||= name === 'tRNS'
  }
  return { isWhole, isAnimated, hasAlpha }
}

function walkWebp(bytes: Buffer): Structure {
  const isWhole = bytes.length >= 8 + bytes.readUInt32LE(4)
  const isExtended = bytes.toString('latin1', 12, 16) === 'VP8X'
  const flags = isExtended ? bytes[20]! : 0
  return { isWhole, isAnimated: (flags & 2) !== 0, hasAlpha: (flags & 16) !== 0 || bytes[15] === 0x4c }
}

/** GIF89a, appendix A: a screen descriptor, then images and extensions of sub-blocks, then a trailer. */
function walkGif(bytes: Buffer): Structure {
  const tableBytes = (flags: number) => ((flags & 0x80) === 0 ? 0 : 3 << ((flags & 7) + 1))
  let frames = 0
  let at = 13 + tableBytes(bytes[10]!)
  while (at < bytes.length && bytes[at] !== 0x3b) {
    if (bytes[at] === 0x2c) {
      frames++
      at += 11 + tableBytes(bytes[at + 9] ?? 0)
    } else at += 2
    while (at < bytes.length && bytes[at] !== 0) at += 1 + bytes[at]!
    at++
  }
  return { isWhole: at < bytes.length, isAnimated: frames > 1, hasAlpha: true }
}

/** ISO/IEC 14496-12: boxes with their lengths; a length of 0 reaches to the end of the file. */
function walkAvif(bytes: Buffer): Structure {
  let at = 0
  while (at + 8 <= bytes.length) {
    const length = bytes.readUInt32BE(at)
    if (length === 0) at = bytes.length
    else if (length === 1 && at + 16 <= bytes.length) at += Number(bytes.readBigUInt64BE(at + 8))
    else if (length < 8) break
    else at += length
  }
  return { isWhole: at === bytes.length, isAnimated: bytes.toString('latin1', 8, 12) === 'avis', hasAlpha: true }
}
