import type { CallOptions, Provider } from './provider.ts'

/** A picture to make. */
export interface ImageRequest {
  readonly prompt: string
  /** The least that is useful; vendors offer a few sizes and take the next larger one. */
  readonly widthPx: number
  readonly heightPx: number
  readonly seed: number
}

/** A picture that was made. */
export interface GeneratedImage {
  readonly data: Uint8Array
  readonly mediaType: 'image/png' | 'image/jpeg' | 'image/webp'
  readonly inputTokens?: number
  readonly outputTokens?: number
}

/** Makes pictures from words. */
export interface ImageGenerationProvider extends Provider {
  /** Named in credits and in the price table as `id/model`. */
  readonly model: string
  generate(request: ImageRequest, options: CallOptions): Promise<GeneratedImage>
}
