import type { CaptionCue, Timeline } from '@mavs/core'
import { captionText, displayWidth } from '@mavs/render'
import type { Clause, Subject } from './clause.ts'

const MAX_LINE_CHARACTERS = 37
/** A single word of up to this length stands on a line of its own, whole. */
const LONGEST_WORD_CHARACTERS = 40
const MAX_LINES = 2
const MIN_SECONDS = 0.8
const MAX_SECONDS = 6
const MAX_CHARACTERS_PER_SECOND = 20
const ROUNDING_SECONDS = 0.002

/** What is promised about the captions. */
export const CAPTION_CLAUSES: readonly Clause[] = [
  { name: 'every narrated word is captioned once', severity: 'critical', check: everyWordOnce },
  { name: 'captions follow each other', severity: 'critical', check: inOrder },
  { name: 'caption lines', severity: 'warning', check: lineLengths },
  { name: 'caption lengths', severity: 'warning', check: cueLengths },
  { name: 'reading speed', severity: 'warning', check: readingSpeed },
]

function everyWordOnce({ narration, timeline }: Subject) {
  const spoken = narration.scenes.flatMap((scene) => scene.words.map((word) => word.text))
  const shown = timeline.tracks.captions.flatMap((cue) => cue.lines.flat().map((word) => word.text))
  const wanted = letters(spoken)
  const got = letters(shown)
  const at = wanted.findIndex((word, index) => !matches(word, got[index] ?? ''))
  const passed = at < 0 && wanted.length === got.length
  const place = at < 0 ? wanted.length : at
  const difference = `word ${place + 1} is “${got[place] ?? 'missing'}” instead of “${wanted[place] ?? 'none'}”`
  return {
    expected: `${wanted.length} words in order`,
    measured: passed ? `${got.length} words in order` : difference,
    passed,
  }
}

/** Words one by one where both sides have the same ones; runs cut into words are compared as one. */
function letters(words: readonly string[]): string[] {
  const hasUnspaced = words.some((word) =>
    /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]/u.test(word),
  )
  const full = words.map((word) => word.trim()).filter((word) => /[^\p{Cc}\s]/u.test(word))
  return hasUnspaced ? [full.join('')] : full
}

/** Equal, or the beginning of a long word that is shown shortened. */
function matches(spoken: string, shown: string): boolean {
  return spoken === shown || (shown.endsWith('…') && spoken.startsWith(shown.slice(0, -1)))
}

function inOrder({ timeline: { tracks, durationSeconds } }: Subject) {
  const wrong = tracks.captions.filter((cue, index) => {
    const limit = tracks.captions[index + 1]?.startSeconds ?? durationSeconds
    return cue.endSeconds <= cue.startSeconds || cue.endSeconds > limit + ROUNDING_SECONDS
  })
  return listed('no overlap, none past the end', wrong)
}

function lineLengths({ timeline }: Subject) {
  const texts = captionText(timeline.tracks.captions, timeline.language)
  const wrong = timeline.tracks.captions.filter((cue, index) => {
    const tooLong = texts[index]!.lines.some((line, at) => {
      const limit = cue.lines[at]!.length === 1 ? LONGEST_WORD_CHARACTERS : MAX_LINE_CHARACTERS
      return displayWidth(line) > limit
    })
    return tooLong || cue.lines.length > MAX_LINES
  })
  return listed(`at most ${MAX_LINES} lines of ${MAX_LINE_CHARACTERS} characters`, wrong)
}

/** Too short only counts where there was room, too long only where the speech itself was shorter. */
function cueLengths({ timeline }: Subject) {
  const { tracks } = timeline
  const wrong = tracks.captions.filter((cue, index) => {
    const seconds = cue.endSeconds - cue.startSeconds
    const spokenSeconds = Math.max(...cue.lines.flat().map((word) => word.endSeconds)) - cue.startSeconds
    const isTooShort = seconds < MIN_SECONDS - ROUNDING_SECONDS && !isBoundBySpeech(timeline, index)
    return isTooShort || seconds > Math.max(MAX_SECONDS, spokenSeconds) + ROUNDING_SECONDS
  })
  return listed(`${MIN_SECONDS} to ${MAX_SECONDS} s where the speech allows`, wrong)
}

function readingSpeed({ timeline }: Subject) {
  const { tracks, language } = timeline
  const speeds = captionText(tracks.captions, language).map(
    (cue) => displayWidth(cue.lines.join(' ')) / Math.max(0.001, cue.endSeconds - cue.startSeconds),
  )
  const wrong = tracks.captions.filter(
    (_, index) => speeds[index]! > MAX_CHARACTERS_PER_SECOND * 1.005 && !isBoundBySpeech(timeline, index),
  )
  const fastest = speeds.length === 0 ? 0 : Math.max(...speeds)
  const check = listed(`at most ${MAX_CHARACTERS_PER_SECOND} characters a second where the speech allows`, wrong)
  return check.passed ? { ...check, measured: `fastest ${fastest.toFixed(1)} characters a second` } : check
}

/** Whether a cue stays until the next one or to the end of its scene, so that it could not have stayed longer. */
function isBoundBySpeech({ tracks: { captions, scenes } }: Timeline, index: number): boolean {
  const endSeconds = captions[index]!.endSeconds
  const limits = [captions[index + 1]?.startSeconds ?? Infinity, ...scenes.map((scene) => scene.endSeconds)]
  return limits.some((limit) => Math.abs(limit - endSeconds) < ROUNDING_SECONDS)
}

function listed(expected: string, wrong: readonly CaptionCue[]) {
  const texts = wrong.map((cue) => `${cue.startSeconds.toFixed(2)} s “${cue.lines.flat()[0]?.text} …”`)
  return {
    expected,
    measured: wrong.length === 0 ? 'as expected' : `missed at ${texts.join(', ')}`,
    passed: wrong.length === 0,
  }
}
