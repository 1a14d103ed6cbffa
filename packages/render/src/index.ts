// Captions: from spoken words to cues and files
export { buildCaptionCues, type CaptionOptions } from './captions/cues.ts'
export { formatSrt, parseSrt } from './captions/srt.ts'
export { captionText, displayWidth, joinCaptionWords } from './captions/text.ts'
export type { TextCue } from './captions/timestamp.ts'
export { formatVtt, parseVtt } from './captions/vtt.ts'
