import type { CallOptions, Provider } from './provider.ts'

/** A clip to be made. */
export interface ClipRequest {
  /** What is to be seen, in words. */
  readonly prompt: string
  /** The frame that it is for: a provider takes the nearest of the shapes that it makes. */
  readonly widthPx: number
  readonly heightPx: number
  /** One of the provider's `lengths`. */
  readonly seconds: number
}

/** How far a clip is. */
export interface ClipStatus {
  readonly state: 'working' | 'done' | 'failed'
  /** 0 to 1, where the vendor tells. */
  readonly progress?: number
  /** Why it failed, in the vendor's words. */
  readonly reason?: string
}

/** Makes clips from words. It takes minutes: a job is begun, looked after and fetched, also by another process. */
export interface VideoGenerationProvider extends Provider {
  /** The model's name, for credits: "sora-2". */
  readonly model: string
  /** Seconds that a clip may have, the shortest first. */
  readonly lengths: readonly number[]
  /** Begins a clip. Its cost is due from now on. Throws `refused-content` for what its vendor does not make. */
  start(request: ClipRequest, options: CallOptions): Promise<{ readonly jobId: string }>
  status(jobId: string, options: CallOptions): Promise<ClipStatus>
  /** Puts a finished clip at a path, as MP4. */
  download(jobId: string, path: string, options: CallOptions): Promise<void>
}
