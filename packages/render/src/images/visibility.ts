import { formatHex } from '../styles/colour-library.ts'
import { contrast } from '../styles/colour.ts'
import type { LoadedImage } from './library.ts'

/** From this contrast on, a part of a logo is seen. */
const SEEN_CONTRAST = 2.6
/** A logo that shows this share of itself needs no other ground. */
const ENOUGH_SHARE = 0.75

/** The first of some grounds on which nearly all of a picture with transparent parts is seen, else the best one. */
export function clearestGround(image: LoadedImage, grounds: readonly string[]): string {
  const shares = grounds.map((ground) => seenShare(image, ground))
  const enough = shares.findIndex((share) => share >= ENOUGH_SHARE)
  return grounds[enough === -1 ? shares.indexOf(Math.max(...shares)) : enough]!
}

/** The share of its opaque pixels that stand out from a ground. */
function seenShare({ preview: { rgba } }: LoadedImage, ground: string): number {
  let [opaque, seen] = [0, 0]
  for (let at = 0; at < rgba.length; at += 4) {
    if (rgba[at + 3]! < 128) continue
    opaque++
    const colour = formatHex({ mode: 'rgb', r: rgba[at]! / 255, g: rgba[at + 1]! / 255, b: rgba[at + 2]! / 255 })
    if (contrast(colour, ground) >= SEEN_CONTRAST) seen++
  }
  return opaque === 0 ? 1 : seen / opaque
}
