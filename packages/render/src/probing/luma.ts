/** Black is 2 % of the luma range at most … */
const BLACK_SHARE_OF_RANGE = 0.02
/** … on all but this share of the pixels. */
const BRIGHT_PIXELS_ALLOWED = 0.001

/** Whether a frame of luma is black. Dark styles are not: a faint gradient or a single line of text is enough. */
export function isBlack(luma: Uint8Array, fullRange = false): boolean {
  const limit = fullRange ? 255 * BLACK_SHARE_OF_RANGE : 16 + 219 * BLACK_SHARE_OF_RANGE
  const allowed = luma.length * BRIGHT_PIXELS_ALLOWED
  let bright = 0
  for (let index = 0; index < luma.length; index++) {
    if (luma[index]! > limit && ++bright > allowed) return false
  }
  return true
}

/** Side of a tile in pixels of the reduced frame: 40 pixels of a 1080p frame. */
const TILE_PX = 10
/** Change of a tile's mean, in code values. Encoders draw grain anew at each key frame, but keep the means within .7. */
const TILE_CHANGE = 1.2

/** Tells when a picture has moved on. */
export interface FreezeDetector {
  /** Whether any tile differs from the last picture for which the answer was yes; so slow motion adds up. */
  changed(luma: Uint8Array): boolean
}

/** Makes a detector for frames of one size. It compares tiles, so that a small thing that moves is motion. */
export function createFreezeDetector(width: number, height: number): FreezeDetector {
  let reference: Uint8Array | undefined
  return {
    changed(luma) {
      if (reference !== undefined && !anyTileDiffers(reference, luma, width, height)) return false
      reference = Uint8Array.from(luma)
      return true
    },
  }
}

function anyTileDiffers(before: Uint8Array, after: Uint8Array, width: number, height: number): boolean {
  for (let top = 0; top < height; top += TILE_PX) {
    for (let left = 0; left < width; left += TILE_PX) {
      const right = Math.min(left + TILE_PX, width)
      const bottom = Math.min(top + TILE_PX, height)
      let difference = 0
      for (let y = top; y < bottom; y++) {
        for (let at = y * width + left; at < y * width + right; at++) difference += after[at]! - before[at]!
      }
      if (Math.abs(difference) > TILE_CHANGE * (right - left) * (bottom - top)) return true
    }
  }
  return false
}
