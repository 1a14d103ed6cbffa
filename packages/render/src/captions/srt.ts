import { cleanLine, formatTimestamp, parseTimestamp, type TextCue } from './timestamp.ts'

/** A SubRip file of the cues, numbered from 1. */
export function formatSrt(cues: readonly TextCue[]): string {
  return cues
    .map((cue, index) => {
      const times = [cue.startSeconds, cue.endSeconds].map((time) => formatTimestamp(time, ','))
      return `${index + 1}\n${times.join(' --> ')}\n${cue.lines.map(cleanLine).join('\n')}\n`
    })
    .join('\n')
}

/** The cues of a SubRip file; blocks without a time line are passed over, as players do. */
export function parseSrt(text: string): TextCue[] {
  return text
    .replace(/^\uFEFF/, '')
    .replaceAll(/\r\n?/g, '\n')
    .split(/\n{2,}/)
    .flatMap((block) => {
      const [, times = '', ...lines] = block.trim().split('\n')
      const [start = '', end = ''] = times.split('-->')
      const cue = { startSeconds: parseTimestamp(start), endSeconds: parseTimestamp(end), lines }
      return Number.isNaN(cue.startSeconds) || Number.isNaN(cue.endSeconds) ? [] : [cue]
    })
}
