import type { FinalizingInput, Script, Timeline } from '@mavs/core'

interface Cue {
  readonly startSeconds: number
  readonly endSeconds: number
  readonly text: string
}

/** The timeline's captions as SubRip or WebVTT. */
export function captionsOf(timeline: Timeline, format: 'srt' | 'vtt'): string {
  const cues = cuesOf(timeline)
  return format === 'vtt' ? webVtt(cues) : cues.map((cue, index) => `${index + 1}\n${block(cue, ',')}`).join('\n')
}

/** The timeline's captions as Advanced SubStation Alpha, in one plain style. */
export function styledCaptionsOf(timeline: Timeline): string {
  const { widthPx, heightPx } = timeline.format
  const time = (seconds: number) => stamp(seconds, '.').slice(1, -1)
  return [
    `[Script Info]\nScriptType: v4.00+\nPlayResX: ${widthPx}\nPlayResY: ${heightPx}\n`,
    '[V4+ Styles]\nFormat: Name, Fontname, Fontsize, PrimaryColour, Outline, Alignment, MarginV',
    `Style: Default,Arial,${Math.round(heightPx / 18)},&H00FFFFFF,2,2,${Math.round(heightPx / 15)}\n`,
    '[Events]\nFormat: Layer, Start, End, Style, Text',
    ...cuesOf(timeline).map(
      ({ startSeconds, endSeconds, text }) =>
        `Dialogue: 0,${time(startSeconds)},${time(endSeconds)},Default,${text.replaceAll('\n', '\\N')}`,
    ),
    '',
  ].join('\n')
}

function cuesOf({ tracks }: Timeline): Cue[] {
  return tracks.captions.map(({ lines, ...times }) => ({
    ...times,
    text: lines.map((line) => line.map(({ text }) => text).join(' ')).join('\n'),
  }))
}

/** A chapter a scene, by the scene's headline. */
export function chaptersOf({ tracks }: Timeline, { scenes }: Script): string {
  const headlines = new Map(scenes.map(({ id, headline }) => [id, headline]))
  return webVtt(tracks.scenes.map(({ id, ...times }) => ({ ...times, text: headlines.get(id) ?? id })))
}

/** What made the text, its sources, and the pictures with their licences. */
export function creditsOf({ script, research, assets }: FinalizingInput): string {
  const lines = [
    script.title,
    script.basis.label,
    ...research.sources.map(({ title, publisher, url }) => [title, publisher, url].filter(Boolean).join(', ')),
    ...assets.map(({ title, author, licence, page }) => [title, author, licence, page].filter(Boolean).join(', ')),
  ]
  return `${lines.join('\n')}\n`
}

const webVtt = (cues: readonly Cue[]): string => `WEBVTT\n\n${cues.map((cue) => block(cue, '.')).join('\n')}`

const block = ({ startSeconds, endSeconds, text }: Cue, point: string): string =>
  `${stamp(startSeconds, point)} --> ${stamp(endSeconds, point)}\n${text}\n`

function stamp(seconds: number, point: string): string {
  const ms = Math.round(seconds * 1000)
  const part = (value: number, digits = 2) => String(Math.floor(value)).padStart(digits, '0')
  return `${part(ms / 3_600_000)}:${part((ms / 60_000) % 60)}:${part((ms / 1000) % 60)}${point}${part(ms % 1000, 3)}`
}
