import type { CaptionCue, CaptionLook, Timeline, Word } from '@mavs/core'
import { lookOf } from '../brand/look.ts'
import { captionColours } from '../drawing/caption-card.ts'
import { CAPTION_LOOKS } from '../drawing/caption-looks.ts'
import { frameOf, type Frame } from '../drawing/frame.ts'
import { bottom } from '../drawing/geometry.ts'
import { apparentWeight, FILE_FAMILY } from '../fonts/stack.ts'
import type { Style } from '../styles/style.ts'
import { isRightToLeftLanguage, upperCase } from '../text/language.ts'
import { needsSpace } from './text.ts'
import { cleanLine } from './timestamp.ts'

/**
 * The captions of a timeline as an Advanced SubStation Alpha file (v4.00+), in the video's style and at its place in the
 * frame. Words are tagged with their times: they change colour when they are said, or fill (`karaoke`); `classic` stays.
 */
export function formatAss(timeline: Timeline): string {
  const { style } = lookOf(timeline)
  const frame = frameOf(timeline)
  const look = timeline.captionLook ?? style.captions.look
  const values = styleOf(style, frame, { look, language: timeline.language })
  const tag = look === 'classic' ? undefined : look === 'karaoke' ? 'kf' : 'k'
  const uppercase = style.text.caption.uppercase
  const shown = (text: string) => escape(cleanLine(uppercase ? upperCase(text, timeline.language) : text))
  return [
    '[Script Info]',
    `Title: ${cleanLine(timeline.title)}`,
    'ScriptType: v4.00+',
    `PlayResX: ${frame.widthPx}`,
    `PlayResY: ${frame.heightPx}`,
    'WrapStyle: 0',
    'ScaledBorderAndShadow: yes',
    'YCbCr Matrix: TV.709',
    '',
    '[V4+ Styles]',
    `Format: ${STYLE_FIELDS.join(', ')}`,
    `Style: ${STYLE_FIELDS.map((field) => values[field]).join(',')}`,
    '',
    '[Events]',
    'Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text',
    ...timeline.tracks.captions.map((cue) => {
      const [start, end] = [cue.startSeconds, cue.endSeconds].map((seconds) => formatTime(centiseconds(seconds)))
      return `Dialogue: 0,${start},${end},Caption,,0,0,0,,${cueText(cue, { tag, shown, language: timeline.language })}`
    }),
    '',
  ].join('\n')
}

const STYLE_FIELDS = [
  'Name',
  'Fontname',
  'Fontsize',
  'PrimaryColour',
  'SecondaryColour',
  'OutlineColour',
  'BackColour',
  'Bold',
  'Italic',
  'Underline',
  'StrikeOut',
  'ScaleX',
  'ScaleY',
  'Spacing',
  'Angle',
  'BorderStyle',
  'Outline',
  'Shadow',
  'Alignment',
  'MarginL',
  'MarginR',
  'MarginV',
  'Encoding',
] as const

/** Players count the font's whole line as its size, not the em. */
const LINE_OF_EM = 1.2

function styleOf(
  style: Style,
  frame: Frame,
  { look, language }: { readonly look: CaptionLook; readonly language: string },
): Readonly<Record<(typeof STYLE_FIELDS)[number], string | number>> {
  const { unit, captions } = frame
  // Cues stand as a whole, so that the file can be read as plain subtitles too.
  const sizePx = CAPTION_LOOKS[look === 'word' ? 'phrase' : look].sizePx(style.captions.sizePx)
  const { face } = style.text.caption
  const { ink, accent } = captionColours(style, sizePx)
  const hasPlate = ['plate', 'pill', 'paper'].includes(style.captions.shape)
  const said = look === 'classic' ? ink : accent
  const side = Math.round(captions.x * unit)
  return {
    Name: 'Caption',
    Fontname: face.family.startsWith(FILE_FAMILY) ? 'sans-serif' : fontTitle(face.family),
    Fontsize: Math.round(sizePx * unit * LINE_OF_EM),
    PrimaryColour: colourOf(said),
    SecondaryColour: colourOf(ink),
    OutlineColour: colourOf(style.captions.plate),
    BackColour: colourOf(style.captions.plate),
    Bold: apparentWeight(face) >= 600 ? -1 : 0,
    Italic: face.italic ? -1 : 0,
    Underline: 0,
    StrikeOut: 0,
    ScaleX: 100,
    ScaleY: 100,
    Spacing: 0,
    Angle: 0,
    // 3 is an opaque box; 1 a rim around the letters.
    BorderStyle: hasPlate ? 3 : 1,
    Outline: Math.max(1, Math.round(sizePx * unit * (hasPlate ? 0.22 : 0.07))),
    Shadow: 0,
    Alignment: 2,
    MarginL: side,
    MarginR: side,
    MarginV: Math.round((frame.height - bottom(captions)) * unit + sizePx * unit * 0.3),
    // −1 lets the text decide its direction.
    Encoding: isRightToLeftLanguage(language) ? -1 : 1,
  }
}

interface CueText {
  readonly tag: 'k' | 'kf' | undefined
  readonly language: string
  shown(text: string): string
}

/** The lines of a cue; with a tag, each word says how long it lasts, and each gap before it. */
function cueText({ startSeconds, lines }: CaptionCue, { tag, shown, language }: CueText): string {
  let at = centiseconds(startSeconds)
  const timed = (word: Word): string => {
    const start = Math.max(at, centiseconds(word.startSeconds))
    const end = Math.max(start, centiseconds(word.endSeconds))
    const gap = start > at ? `{\\k${start - at}}` : ''
    at = end
    return `${gap}{\\${tag}${end - start}}${shown(word.text)}`
  }
  return lines
    .map((line) =>
      line
        .map((word, index) => {
          const space = needsSpace(line[index - 1]?.text, word.text, language) ? ' ' : ''
          return space + (tag === undefined ? shown(word.text) : timed(word))
        })
        .join(''),
    )
    .join('\\N')
}

/** Braces open tags and backslashes begin commands; a word joiner parts a backslash from the letter after it. */
const escape = (text: string): string => text.replaceAll('\\', '\\\u2060').replaceAll(/[{}]/g, '\\$&')

const centiseconds = (seconds: number): number => Math.round(seconds * 100)

/** "1:02:03.45". */
function formatTime(total: number): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0')
  return `${Math.floor(total / 360_000)}:${two((total / 6000) % 60)}:${two((total / 100) % 60)}.${two(total % 100)}`
}

/** “#RRGGBB” as ASS has it: alpha, blue, green, red. */
const colourOf = (hex: string): string => `&H00${hex.slice(5, 7)}${hex.slice(3, 5)}${hex.slice(1, 3)}`.toUpperCase()

/** The family's name as installed fonts have it: “eb-garamond” is “EB Garamond”. */
const fontTitle = (family: string): string =>
  family
    .split('-')
    .map((word) => (word.length <= 2 ? word.toUpperCase() : word.charAt(0).toUpperCase() + word.slice(1)))
    .join(' ')
