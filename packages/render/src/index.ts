// Rendering
export { createRenderer, type RendererOptions } from './renderer.ts'
export { checkTimelineFiles } from './validation/files.ts'
export { validateTimeline } from './validation/timeline.ts'

// Drawing
export { createFrameDrawer, type DrawerOptions, type FrameDrawer } from './drawing/frame-drawer.ts'
export type { FrameChange } from './drawing/changes.ts'
export { STYLES } from './styles/catalogue.ts'
export { parseStyle, readStyle } from './styles/document.ts'
export { defineStyle, Style } from './styles/style.ts'
export { withBrandCards } from './brand/cards.ts'
export { BrandKit, type BrandKitInput } from './brand/kit.ts'
export { lookOf, type Look } from './brand/look.ts'
export { checkPicture, type PictureFacts } from './images/check.ts'
export { checkClip } from './footage/check.ts'
export { windowAt, type SlowMove } from './images/slow-move.ts'
export { arriving, living, type SceneElement, type TextFact } from './drawing/element.ts'
export { arrange, type Arrangement, type PlacedText } from './layout/arrange.ts'
export { box, column, keyed, row, rowIf, spacer, text, type LayoutNode } from './layout/node.ts'
export type { Box, Rect } from './drawing/geometry.ts'
export { defineScene, type SceneContext, type SceneKind } from './scenes/scene-kind.ts'
export { BuiltInVisual, SCENE_KINDS, type BuiltInVisualInput, type VisualOf } from './scenes/registry.ts'
export { BUNDLED_FONTS, missingFonts } from './fonts/bundled.ts'

// Captions
export { formatAss } from './captions/ass.ts'
export { buildCaptionCues, type CaptionOptions } from './captions/cues.ts'
export { formatSrt, parseSrt } from './captions/srt.ts'
export { captionText, displayWidth, joinCaptionWords } from './captions/text.ts'
export type { TextCue } from './captions/timestamp.ts'
export { formatVtt, parseVtt } from './captions/vtt.ts'

// Sound
export { CEILING_DBTP, mixAudio, TARGET_LUFS, type MixOptions } from './audio/mix.ts'
export { createLoudnessMeter, measureLoudness, type Loudness, type LoudnessMeter } from './audio/loudness.ts'
export { resample } from './audio/resample.ts'
export {
  createWav,
  decodeWav,
  openWav,
  readWav,
  writeWav,
  type WavAudio,
  type WavReader,
  type WavWriter,
} from './audio/wav.ts'

// Media tools
export { measureVideo } from './probing/measure.ts'
export { resolveFfmpeg, type Ffmpeg, type FfmpegOptions, type RejectedFfmpeg } from './media/ffmpeg.ts'
export type { FfmpegSource } from './media/candidates.ts'
