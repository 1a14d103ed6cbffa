import type { FinalizingInput, Script, Timeline } from '@mavs/core'

interface Cue {
  readonly startSeconds: number
  readonly endSeconds: number
  readonly text: string
}

/** The timeline's captions as SubRip or WebVTT. */
export function captionsOf({ tracks }: Timeline, format: 'srt' | 'vtt'): string {
  const cues = tracks.captions.map(({ lines, ...times }) => ({
    ...times,
    text: lines.map((line) => line.map(({ text }) => text).join(' ')).join('\n'),
  }))
  return format === 'vtt' ? webVtt(cues) : cues.map((cue, index) => `${index + 1}\n${block(cue, ',')}`).join('\n')
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
