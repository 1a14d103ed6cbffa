import type { Timeline } from '../domain/timeline.ts'
import type { Visual } from '../domain/visual.ts'
import type { Measurement } from '../domain/video.ts'
import type { Warning } from '../domain/warning.ts'

/** One rendering: what, from where, to where. */
export interface RenderRequest {
  readonly timeline: Timeline
  /** What the timeline's files are relative to. */
  readonly directory: string
  /** Where the MP4 goes; it appears there whole or not at all. */
  readonly output: string
  /** Finished segments are kept here and found again; the caller bounds its size. */
  readonly cacheDirectory?: string
}

/** What a rendering came to. */
export interface RenderResult {
  readonly durationSeconds: number
  readonly sizeBytes: number
  readonly segments: { readonly rendered: number; readonly reused: number }
  readonly warnings: readonly Warning[]
}

/** How a rendering is watched and stopped. */
export interface RenderOptions {
  readonly signal: AbortSignal
  /** 0 to 1. */
  readonly report?: (progress: number) => void
}

/** Turns timelines into video files and measures what came out. */
export interface Renderer {
  readonly id: string
  readonly version: string
  /** Styles that a timeline may name. */
  readonly styles: readonly string[]
  /** The visual with its defaults; throws `TIMELINE_INVALID` for a kind that is not known or a field that is wrong. */
  checkVisual(visual: Visual): Promise<Visual>
  render(request: RenderRequest, options: RenderOptions): Promise<RenderResult>
  /** One frame as PNG; the timeline's files are relative to `directory`, by default the working directory. */
  still(timeline: Timeline, atSeconds: number, options?: { readonly directory?: string }): Promise<Buffer>
  /** Decodes the whole file and measures it. */
  measure(file: string, options: RenderOptions): Promise<Measurement>
  /** What the renderer needs from the machine, and whether it is there; for `doctor` and `health`. */
  diagnose(): Promise<readonly Diagnosis[]>
  dispose?(): Promise<void>
}

/** One thing that was looked at, with the remedy when it is not as it should be. */
export interface Diagnosis {
  readonly name: string
  readonly status: 'ok' | 'warning' | 'failed'
  readonly message: string
  readonly remedy?: string
}
