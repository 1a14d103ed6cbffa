// What a package needs that reads, checks and makes media, without the system that runs agents: loading it takes a tenth
// of the time and memory of the whole of core.
export { VideoFormat } from './domain/quality.ts'
export { Visual } from './domain/visual.ts'
export { Word } from './domain/narration.ts'
export {
  AudioClip,
  CaptionCue,
  CaptionLook,
  SceneClip,
  Timeline,
  Transition,
  type TimelineInput,
} from './domain/timeline.ts'
export { Measurement } from './domain/video.ts'
export { Warning } from './domain/warning.ts'
export { createRandom, seedFrom } from './domain/seed.ts'
export { ERROR_CODES, type ErrorCode } from './errors/codes.ts'
export { VideoError } from './errors/video-error.ts'
export { parseOrThrow } from './errors/validation.ts'
export { silentLogger, type Logger } from './ports/logger.ts'
export type { Diagnosis, Renderer, RenderOptions, RenderRequest, RenderResult } from './ports/renderer.ts'
export type { SceneKindModule } from './ports/scene-kind.ts'
