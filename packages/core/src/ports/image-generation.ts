import type { CallOptions, Provider } from './provider.ts'

/** A picture to be made. */
export interface ImageRequest {
  /** What is to be seen, in words. */
  readonly prompt: string
  /** The frame that it is for: a provider takes the nearest of the shapes that it makes. */
  readonly widthPx: number
  readonly heightPx: number
  /** For providers that take one. */
  readonly seed: number
}

/** Makes pictures from words. */
export interface ImageGenerationProvider extends Provider {
  /** The model's name, for credits: "gpt-image-1". */
  readonly model: string
  /** Puts one picture at a path, as PNG, JPEG or WebP. Throws `refused-content` for what its vendor does not draw. */
  generate(request: ImageRequest, path: string, options: CallOptions): Promise<void>
}
