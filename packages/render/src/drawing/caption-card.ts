import { mix, readable } from '../styles/colour.ts'
import type { Style } from '../styles/style.ts'
import type { TextBlock, TypeStyle } from '../text/type.ts'
import type { CaptionTools, ShownCue } from './caption-split.ts'
import type { Frame } from './frame.ts'
import { bottom, type Box } from './geometry.ts'

/** A word of a caption, or the part of it that runs in one direction, in its place; `y` is its baseline. */
export interface CaptionWord {
  readonly text: string
  readonly rightToLeft: boolean
  readonly x: number
  readonly y: number
  readonly width: number
  /** Its place among the card's words, the same for the parts of one. */
  readonly index: number
  readonly startSeconds: number
  /** When it has been said, and the next one begins at the latest. */
  readonly endSeconds: number
}

/** What stands on screen together: a cue, or a few of its words. */
export interface CaptionCard {
  readonly startSeconds: number
  readonly endSeconds: number
  /** In the order in which they are read. */
  readonly words: readonly CaptionWord[]
  /** Around the words, from the first cap height to the last descender. */
  readonly box: Box
  readonly type: TypeStyle
  readonly sizePx: number
  /** How far letters reach above and below their baseline. */
  readonly reach: { readonly above: number; readonly below: number }
  readonly colours: { readonly ink: string; readonly accent: string; readonly behind: string }
}

/** How far letters are taken to reach below the last baseline, and tall ones above the first, in multiples of the size. */
const DESCENT = 0.26
const TALL_DESCENT = 0.31
const TALL_ASCENT = 0.88
/** What plates take up beside a line, on both sides together. */
const PLATE_WIDTH = 2
/** And below it. */
const PLATE_DEPTH = 0.42

/** The widest line that captions of a size can have in a frame. */
export const lineRoom = (frame: Frame, sizePx: number): number => frame.captions.width - sizePx * PLATE_WIDTH

/** Sets a cue at the size that is asked for, or as large as the frame allows. */
export function setCard(cue: ShownCue, wantedPx: number, tools: CaptionTools): CaptionCard {
  const { frame, style, text } = tools
  const unit = text.set(cue.lines, style.text.caption, 100)
  const widthShare = lineRoom(frame, wantedPx) / Math.max(1, unit.width)
  const heightShare = (frame.captions.height * 0.82) / inkOf(unit, tools).height
  const sizePx = Math.min(wantedPx, widthShare * 100, heightShare * 100)
  const block = text.set(cue.lines, style.text.caption, sizePx)
  const { height, top } = inkOf(block, tools)
  const floor = Math.min(bottom(frame.captions) - sizePx * PLATE_DEPTH, bottom(frame.safe))
  const box = { x: (frame.width - block.width) / 2, y: floor - height, width: block.width, height }
  const spoken = cue.lines.flat()
  const words = block.lines.flatMap((line) =>
    line.words.map((word): CaptionWord => {
      const { startSeconds, endSeconds } = spoken[word.index]!
      const next = spoken[word.index + 1]?.startSeconds ?? Infinity
      return {
        ...word,
        x: (frame.width - line.width) / 2 + word.x,
        y: box.y - top + line.baseline,
        startSeconds,
        endSeconds: Math.max(startSeconds, Math.min(endSeconds, next)),
      }
    }),
  )
  return {
    startSeconds: cue.startSeconds,
    endSeconds: cue.endSeconds,
    words,
    box,
    type: block.type,
    sizePx,
    reach: { above: block.above, below: block.below },
    colours: captionColours(style, sizePx),
  }
}

/** What a plate has to be around: from the tops of the first line, `top` below the block's own, to the last descenders. */
function inkOf({ lines, type, sizePx }: TextBlock, { style }: CaptionTools): { height: number; top: number } {
  const [first, last] = [lines[0]?.baseline ?? 0, lines.at(-1)?.baseline ?? 0]
  // The typesetter changes the type only where a script needs it.
  const isTall = type !== style.text.caption
  const top = isTall ? first - TALL_ASCENT * sizePx : 0
  return { height: last + (isTall ? TALL_DESCENT : DESCENT) * sizePx - top, top }
}

/** The colours of words on a style's captions, moved until they can be read. */
export function captionColours({ captions, palette }: Style, sizePx: number): CaptionCard['colours'] {
  const behind = mix(palette.background, captions.plate, captions.plateOpacity)
  return { ink: readable(captions.ink, behind, sizePx), accent: readable(captions.accent, behind, sizePx), behind }
}
