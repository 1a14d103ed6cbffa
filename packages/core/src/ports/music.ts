import type { StyleName } from '../domain/request.ts'
import type { CallOptions, Provider } from './provider.ts'

/** A piece of music to compose. */
export interface MusicRequest {
  /** The piece is exactly this long, with a beginning and an end. */
  readonly durationSeconds: number
  readonly style: StyleName
  readonly seed: number
  /** Seconds at which scenes begin; a piece may mark them. */
  readonly sceneStarts: readonly number[]
}

/** A stretch of a stereo piece, samples from -1 to 1, both channels of one length. */
export interface MusicBlock {
  readonly left: Float32Array
  readonly right: Float32Array
}

/** A stereo piece that is made while it is read, so that an hour of it needs no more memory than a minute. */
export interface Music {
  /** The piece in order; read once. What fails in the making is thrown here. */
  readonly blocks: AsyncIterable<MusicBlock>
  readonly sampleRateHz: number
  /** For the credits, e.g. "Composed by MAVS, seed 42". */
  readonly description: string
}

/** Makes the music under a video. The same request gives the same samples. */
export interface MusicProvider extends Provider {
  compose(request: MusicRequest, options: CallOptions): Promise<Music>
}
