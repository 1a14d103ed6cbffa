import type { StyleName } from '../domain/request.ts'

export interface MusicRequest {
  /** The piece is exactly this long, with a beginning and an end. */
  readonly durationSeconds: number
  readonly style: StyleName
  readonly seed: number
  /** Seconds at which scenes begin; a piece may mark them. */
  readonly sceneStarts: readonly number[]
}

export interface Music {
  readonly left: Float32Array
  readonly right: Float32Array
  readonly sampleRateHz: number
  /** For the credits, e.g. "Composed by MAVS, seed 42". */
  readonly description: string
}

export interface MusicProvider {
  readonly id: string
  readonly version: string
  compose(request: MusicRequest, options: { readonly signal: AbortSignal }): Promise<Music>
  dispose?(): Promise<void>
}
