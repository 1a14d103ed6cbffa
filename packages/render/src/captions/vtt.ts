import { cleanLine, formatTimestamp, parseTimestamp, type TextCue } from './timestamp.ts'

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

/** A WebVTT file of the cues (W3C WebVTT 1): captions, or chapters when each cue is a chapter's title. */
export function formatVtt(cues: readonly TextCue[]): string {
  const blocks = cues.map((cue) => {
    const times = [cue.startSeconds, cue.endSeconds].map((time) => formatTimestamp(time, '.'))
    return `${times.join(' --> ')}\n${cue.lines.map((line) => escape(cleanLine(line))).join('\n')}\n`
  })
  return ['WEBVTT\n', ...blocks].join('\n')
}

/** The cues of a WebVTT file; notes, styles and regions are passed over, identifiers and settings dropped. */
export function parseVtt(text: string): TextCue[] {
  const blocks = text
    .replace(/^\uFEFF/, '')
    .replaceAll(/\r\n?/g, '\n')
    .split(/\n{2,}/)
  return blocks.flatMap((block) => {
    const lines = block.split('\n')
    const at = lines.findIndex((line) => line.includes('-->'))
    if (at < 0) return []
    const [start = '', rest = ''] = lines[at]!.split('-->')
    const end = rest.trim().split(/\s/)[0] ?? ''
    const payload = lines.slice(at + 1).filter((line) => line !== '')
    return [{ startSeconds: parseTimestamp(start), endSeconds: parseTimestamp(end), lines: payload.map(unescape) }]
  })
}

function escape(line: string): string {
  return line.replaceAll(/[&<>]/g, (character) => ESCAPES[character]!)
}

function unescape(line: string): string {
  return line.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}
