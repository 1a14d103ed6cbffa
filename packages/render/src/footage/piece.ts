import type { Image } from '@napi-rs/canvas'

/** A piece of a clip as a scene shows it. */
export interface FootagePiece {
  readonly seconds: number
  /** The number of the frame at a time from the piece's beginning: equal numbers mean equal pictures. */
  frameNumber(seconds: number): number
  /** The picture at a time, as large as the frame; held when the clip is over. */
  image(seconds: number): Image
}

/** A piece of a clip that a kind of scene shows, by its path in the visual ("clips.0.file"). */
export interface FootageWish {
  readonly path: string
  readonly file: string
  /** Where in the clip it begins. */
  readonly fromSeconds: number
  /** How long it is shown. Default: to the end of the scene. */
  readonly seconds?: number | undefined
}
