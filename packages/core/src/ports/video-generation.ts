import type { CallOptions, Provider } from './provider.ts'

/** A clip to make. */
export interface ClipRequest {
  readonly prompt: string
  readonly widthPx: number
  readonly heightPx: number
  /** The least that is useful; vendors offer a few lengths. */
  readonly durationSeconds: number
  readonly seed: number
}

export type ClipStatus =
  | { readonly state: 'running'; /** 0 to 1 */ readonly progress?: number }
  | { readonly state: 'succeeded' }
  | { readonly state: 'failed'; readonly reason: string }

/** Makes clips from words: a job is started, asked for, and fetched. */
export interface VideoGenerationProvider extends Provider {
  readonly model: string
  /** Lengths that can be asked for, in seconds. */
  readonly lengthsSeconds: readonly number[]
  /** Starts a job and answers with its id, which is kept before it is first asked for: no job is paid for twice. */
  start(request: ClipRequest, options: CallOptions): Promise<string>
  status(job: string, options: CallOptions): Promise<ClipStatus>
  /** Puts the finished clip at a path. */
  download(job: string, path: string, options: CallOptions): Promise<void>
}
