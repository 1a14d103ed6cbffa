import { z } from 'zod'

export const Quality = z.enum(['low', 'medium', 'high', 'ultra'])
export type Quality = z.infer<typeof Quality>

/** One encoding tier. `shortSidePx` and `longSidePx` are those of 16:9; other shapes keep the short side. */
export interface QualityTier {
  readonly shortSidePx: number
  readonly longSidePx: number
  readonly frameRate: number
  /** x264 constant rate factor. */
  readonly crf: number
  readonly audioBitrateKbps: number
}

/** What each quality means for the encoder. */
export const QUALITY_TIERS: Readonly<Record<Quality, QualityTier>> = {
  low: { shortSidePx: 480, longSidePx: 854, frameRate: 24, crf: 26, audioBitrateKbps: 96 },
  medium: { shortSidePx: 720, longSidePx: 1280, frameRate: 30, crf: 22, audioBitrateKbps: 128 },
  high: { shortSidePx: 1080, longSidePx: 1920, frameRate: 30, crf: 19, audioBitrateKbps: 192 },
  ultra: { shortSidePx: 2160, longSidePx: 3840, frameRate: 30, crf: 18, audioBitrateKbps: 256 },
}

export const AspectRatio = z.enum(['16:9', '9:16', '1:1', '4:5'])
export type AspectRatio = z.infer<typeof AspectRatio>

/** The frame's size and rate. */
export const VideoFormat = z.strictObject({
  widthPx: z.int().min(16).max(8192).multipleOf(2),
  heightPx: z.int().min(16).max(8192).multipleOf(2),
  /** Frames a second. */
  frameRate: z.int().min(1).max(120),
})
export type VideoFormat = z.infer<typeof VideoFormat>

/** The format of a quality tier in a shape; both sides are even. */
export function formatFor(quality: Quality, aspectRatio: AspectRatio): VideoFormat {
  const { shortSidePx, longSidePx, frameRate } = QUALITY_TIERS[quality]
  const sizes: Record<AspectRatio, [number, number]> = {
    '16:9': [longSidePx, shortSidePx],
    '9:16': [shortSidePx, longSidePx],
    '1:1': [shortSidePx, shortSidePx],
    '4:5': [shortSidePx, (shortSidePx * 5) / 4],
  }
  const [widthPx, heightPx] = sizes[aspectRatio]
  return { widthPx, heightPx, frameRate }
}
