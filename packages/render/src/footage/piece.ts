import type { Image } from '@napi-rs/canvas'

/** A piece of a clip as a scene shows it. */
export interface FootagePiece {
  readonly seconds: number
  /** The number of the frame at a time from the piece's beginning: equal numbers mean equal pictures. */
  frameNumber(seconds: number): number
  /** The picture at a time, as large as the frame; held when the clip is over. */
  image(seconds: number): Image
}
