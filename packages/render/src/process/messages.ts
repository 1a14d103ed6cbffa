import type { Measurement, RenderRequest, RenderResult, SceneKindModule, Timeline } from '@mavs/core'
import type { Ffmpeg } from '../media/ffmpeg.ts'

/** What a render process is started for. */
export type Task =
  | {
      readonly operation: 'render'
      readonly request: RenderRequest
      readonly ffmpeg: Ffmpeg
      readonly kinds: readonly SceneKindModule[]
    }
  | { readonly operation: 'measure'; readonly file: string; readonly ffmpeg: Ffmpeg }
  | {
      readonly operation: 'still'
      readonly timeline: Timeline
      /** What the timeline's files are relative to. */
      readonly directory: string
      readonly frame: number
      /** For timelines with footage. */
      readonly ffmpeg: Ffmpeg | undefined
      readonly kinds: readonly SceneKindModule[]
    }

/** What each operation answers with. */
export interface TaskResults {
  readonly render: RenderResult
  readonly measure: Measurement
  readonly still: Uint8Array
}

/** From the parent to the render process. */
export type ToChild = { readonly kind: 'start'; readonly task: Task } | { readonly kind: 'abort' }

/** From the render process to its parent. */
export type ToParent =
  | { readonly kind: 'progress'; readonly share: number }
  | { readonly kind: 'done'; readonly result: TaskResults[Task['operation']] }
  | {
      readonly kind: 'failed'
      readonly error: { readonly code: string; readonly message: string; readonly details: Record<string, unknown> }
    }
