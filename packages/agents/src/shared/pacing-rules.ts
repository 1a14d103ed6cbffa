/** A lower and an upper bound. */
export interface Bounds {
  readonly min: number
  readonly max: number
}

/** Air before the first and after the last word of a scene, in seconds. */
export const AIR_SECONDS: Bounds = { min: 0.25, max: 0.4 }

/** Music alone at the start of the video: so much more than the first scene's usual air. */
export const OPENING_SECONDS = 0.5 - AIR_SECONDS.min

/** Music alone after the last word of the video. */
export const CLOSING_SECONDS: Bounds = { min: 2, max: 4 }

/** Speaking rate, against the voice's own. */
export const RATE: Bounds = { min: 0.92, max: 1.15 }

/** How far a video may be from the duration asked for, as a share of it. */
export const TOLERANCE = 0.05

/** In videos shorter than this, cards are short too. */
const SHORT_VIDEO_SECONDS = 20

/** How long the last card stays. */
export const lastCardSeconds = (targetSeconds: number): Bounds =>
  targetSeconds < SHORT_VIDEO_SECONDS ? { min: 2.5, max: 4 } : { min: 4, max: 8 }

/** How long a silent card within the video stays when its scene doesn't say. */
export const silentCardSeconds = (targetSeconds: number): number => (targetSeconds < SHORT_VIDEO_SECONDS ? 2.5 : 4)

export const clamp = (value: number, { min, max }: Bounds): number => Math.min(max, Math.max(min, value))
