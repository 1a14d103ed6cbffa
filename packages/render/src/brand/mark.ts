import type { SKRSContext2D } from '@napi-rs/canvas'
import type { Frame } from '../drawing/frame.ts'
import { intersects, right, type Box } from '../drawing/geometry.ts'
import { fillBox } from '../drawing/shape-elements.ts'
import type { LoadedImage } from '../images/library.ts'
import { clearestGround } from '../images/visibility.ts'
import type { BrandKit } from './kit.ts'
import type { Look } from './look.ts'

/** A brand's logo in its corner: it never moves, so it costs a held frame nothing. */
export interface BrandMark {
  /** The corner that it takes, its clear space included; content keeps out of it. */
  readonly box: Box
  /** Draws it when it touches a part of the frame, in design pixels. */
  draw(context: SKRSContext2D, part: Box): void
}

/** Air between the mark and the content below. */
const AIR_PX = 26

/** How much lower content begins, since kickers and the like reach up into the head. */
const LOWERED_PX = 34

/** The frame with a corner taken by a logo. */
export function frameWith(frame: Frame, mark: BrandMark): Frame {
  const { content } = frame
  return {
    ...frame,
    mark: mark.box,
    content: { ...content, y: content.y + LOWERED_PX, height: content.height - LOWERED_PX },
  }
}

/** Where the logo stands: in its corner, above the content; smaller than asked for when there is no room. */
export function markBox(frame: Frame, logo: NonNullable<BrandKit['logo']>, image: LoadedImage): Box {
  const top = frame.safe.y * 0.74
  const room = frame.content.y - AIR_PX - top
  const space = 1 + 2 * logo.clearSpace
  const heightPx = Math.min(logo.heightPx, room / space)
  const ratio = image.widthPx / image.heightPx
  const width = Math.min(frame.content.width * 0.32, heightPx * (ratio + 2 * logo.clearSpace))
  const height = (width / (ratio + 2 * logo.clearSpace)) * space
  const x = logo.placement === 'top-left' ? frame.content.x : right(frame.content) - width
  return { x, y: top + (room - height) / 2, width, height }
}

/** Readies the logo of a look; none without one. */
export function createBrandMark(
  { kit, style }: Look,
  frame: Frame,
  image: LoadedImage | undefined,
): BrandMark | undefined {
  const logo = kit?.logo
  if (logo === undefined || image === undefined) return undefined
  const box = markBox(frame, logo, image)
  const space = (box.height * logo.clearSpace) / (1 + 2 * logo.clearSpace)
  const place = { x: box.x + space, y: box.y + space, width: box.width - 2 * space, height: box.height - 2 * space }
  const opacity = kit?.watermark?.opacity
  const { surface, ink } = style.palette
  const plate = clearestGround(image, [surface, ink])
  const bitmap = image.covering(place.width * frame.unit, place.height * frame.unit)
  return {
    box,
    draw: (context, part) => {
      if (!intersects(box, part)) return
      context.save()
      context.scale(frame.unit, frame.unit)
      if (opacity === undefined && logo.plate) fillBox(context, box, plate, Math.min(14, box.height * 0.2))
      context.globalAlpha = opacity ?? 1
      context.imageSmoothingQuality = 'high'
      context.drawImage(bitmap.image(), place.x, place.y, place.width, place.height)
      context.restore()
    },
  }
}
