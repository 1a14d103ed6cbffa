import type { Timeline } from '@mavs/core'
import type { Box } from './geometry.ts'

/** A frame's size, and the part of it that content may use. Boxes are in design pixels: short side 1080. */
export interface Frame {
  readonly widthPx: number
  readonly heightPx: number
  /** Pixels in one design pixel. */
  readonly unit: number
  readonly width: number
  readonly height: number
  /** Title-safe: nothing that must be read lies outside. */
  readonly safe: Box
  /** Where scenes put their content: within margins and above the captions. */
  readonly content: Box
  /** Where captions stand; empty height when none are drawn. */
  readonly captions: Box
  /** Wider than high by a quarter or more: two columns have room beside each other. */
  readonly isWide: boolean
  /**
   * How much larger small texts are set than in a wide frame: labels of charts and maps, units, sources. High frames are
   * looked at on phones, and have the room.
   */
  readonly smallTextScale: number
  /** The corner that a brand's logo takes; what runs along the top of scenes leaves it free. */
  readonly mark?: Box
}

/** Where captions stand, in shares of the frame. */
const CAPTIONS = { x: 0.05, y: 0.83, width: 0.9, height: 0.134 }
/** On phones, players lay their own controls over the bottom and the right side of a high picture. */
const CAPTIONS_ON_PHONES = { x: 0.1, y: 0.725, width: 0.8, height: 0.09 }
const PHONE_RATIO = 1.6

/** Lays out the frame of a timeline. */
export function frameOf(timeline: Pick<Timeline, 'format' | 'burnCaptions'>): Frame {
  const { widthPx, heightPx } = timeline.format
  const unit = Math.min(widthPx, heightPx) / 1080
  const [width, height] = [widthPx / unit, heightPx / unit]
  const safe = { x: width * 0.05, y: height * 0.05, width: width * 0.9, height: height * 0.9 }
  const margin = width > 1400 ? 128 : 84
  const top = Math.max(148, height * 0.1)
  // Descenders and the captions' plate need some air between them.
  const captions = height / width >= PHONE_RATIO ? CAPTIONS_ON_PHONES : CAPTIONS
  const floor = height * (timeline.burnCaptions ? captions.y : 0.91) - 32
  return {
    widthPx,
    heightPx,
    unit,
    width,
    height,
    safe,
    content: { x: margin, y: top, width: width - 2 * margin, height: floor - top },
    captions: {
      x: width * captions.x,
      y: height * captions.y,
      width: width * captions.width,
      height: height * captions.height,
    },
    isWide: width / height >= 1.25,
    smallTextScale: width / height >= 1.25 ? 1 : Math.min(1.35, 1.1 + 0.28 * (height / width - 1)),
  }
}

/** Distance between columns. */
export const GUTTER = 24

/** The box over columns `first` to `first + count - 1` of twelve, as high as the content area. */
export function columns(frame: Frame, first: number, count: number): Box {
  const { content } = frame
  const column = (content.width - 11 * GUTTER) / 12
  return {
    x: content.x + first * (column + GUTTER),
    y: content.y,
    width: count * column + (count - 1) * GUTTER,
    height: content.height,
  }
}
