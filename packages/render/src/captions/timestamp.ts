/** A subtitle as text, the form in which files hold it. */
export interface TextCue {
  readonly startSeconds: number
  readonly endSeconds: number
  readonly lines: readonly string[]
}

/** "00:01:02,345" for SRT, "00:01:02.345" for WebVTT. */
export function formatTimestamp(seconds: number, decimalMark: ',' | '.'): string {
  const totalMs = Math.round(seconds * 1000)
  const clock = [totalMs / 3_600_000, (totalMs / 60_000) % 60, (totalMs / 1000) % 60].map((value) => digits(value, 2))
  return `${clock.join(':')}${decimalMark}${digits(totalMs % 1000, 3)}`
}

function digits(value: number, count: number): string {
  return String(Math.floor(value)).padStart(count, '0')
}

/** Seconds of a timestamp of either form; hours may be missing, as in WebVTT. */
export function parseTimestamp(text: string): number {
  const match = /^(?:(\d{2,}):)?(\d{2}):(\d{2})[.,](\d{3})$/.exec(text.trim())
  if (match === null) return Number.NaN
  const [, hours = '0', minutes, seconds, milliseconds] = match
  const wholeSeconds = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)
  return (wholeSeconds * 1000 + Number(milliseconds)) / 1000
}

/** A line without what would end the cue or confuse a player: control characters and line breaks. */
export function cleanLine(line: string): string {
  return line.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()
}
