import type { SKRSContext2D } from '@napi-rs/canvas'
import { SMALLEST_PX } from '../text/typesetter.ts'
import { figureLabel } from '../scenes/figure-label.ts'
import type { SceneContext } from '../scenes/scene-kind.ts'
import type { Style } from '../styles/style.ts'
import { clamp01 } from './easing.ts'
import { living, type SceneElement } from './element.ts'
import { GUTTER } from './frame.ts'
import { right, type Box } from './geometry.ts'

/**
 * What runs along all scenes of a style: a head with the video's title, and a line that grows while the scene lasts,
 * so that a held scene is never quite still.
 */
export function chromeElements(context: SceneContext, bare: boolean): SceneElement[] {
  const { head, progress } = CHROMES[context.style.composition](context)
  return [...(bare ? [] : head()), progress]
}

interface Chrome {
  head(): SceneElement[]
  readonly progress: SceneElement
}

const CHROMES: Readonly<Record<Style['composition'], (context: SceneContext) => Chrome>> = {
  columns: (context) => ({
    head: () => [
      label(context, context.videoTitle, 'start', 74),
      label(context, `${pad(context.index + 1)} / ${pad(context.count)}`, 'end', 74, context.palette.ink),
    ],
    progress: growingLine(context, { ...headLine(context, 112), height: 4 }, (target, box, grown) => {
      target.fillStyle = context.palette.line
      target.fillRect(box.x, box.y + 1, box.width, 1.5)
      target.fillStyle = context.palette.accent
      target.fillRect(box.x, box.y, grown, box.height)
    }),
  }),
  notebook: (context) => {
    const width = 168
    const box = { x: endOf(context, width), y: headTop(context) + 78, width, height: 16 }
    return {
      head: () => [label(context, context.videoTitle, 'start', 74)],
      progress: growingLine(context, box, (target, track, grown) => {
        roundBar(target, track, track.width, context.palette.line)
        roundBar(target, track, Math.max(track.height, grown), context.palette.accentSecond)
      }),
    }
  },
  diagram: (context) => ({
    head: () => [
      label(context, context.videoTitle, 'start', 72),
      label(context, figureLabel(context.index + 1, context.language), 'end', 72, context.palette.accent),
    ],
    progress: growingLine(context, { ...headLine(context, 110), height: 6 }, (target, box, grown) => {
      target.fillStyle = context.palette.line
      target.fillRect(box.x, box.y + 2, box.width, 2)
      target.fillStyle = context.palette.accent
      target.fillRect(box.x, box.y, 2, box.height)
      target.fillRect(box.x, box.y + 2, grown, 2)
      target.fillRect(box.x + grown - 2, box.y - 0, 4, box.height)
    }),
  }),
  poster: (context) => {
    const width = 240
    const box = { x: endOf(context, width), y: headTop(context) + 72, width, height: 14 }
    return {
      head: () => [label(context, context.videoTitle, 'start', 68)],
      progress: growingLine(context, box, (target, track, grown) => {
        slantedBar(target, track, track.width, context.palette.line)
        const hot = target.createLinearGradient(track.x, 0, right(track), 0)
        hot.addColorStop(0, context.palette.accent)
        hot.addColorStop(1, context.palette.accentSecond)
        slantedBar(target, track, grown, hot)
      }),
    }
  },
  archive: (context) => {
    const inset = 44
    const box = { x: inset, y: context.frame.height - inset - 1.5, width: context.frame.width - inset * 2, height: 3 }
    return {
      head: () => [label(context, context.videoTitle, 'start', 82)],
      progress: growingLine(context, box, (target, track, grown) => {
        target.fillStyle = context.palette.accent
        target.fillRect(track.x, track.y, grown, track.height)
      }),
    }
  },
}

/** The shape of a line's end reaches no further than this to either side. */
const END_PX = 18

type Paint = (target: SKRSContext2D, box: Box, grown: number) => void

/** A line that is complete when the scene ends, in steps of half a design pixel. */
function growingLine(context: SceneContext, box: Box, paint: Paint): SceneElement {
  const grownAt = (seconds: number) => Math.round(clamp01(seconds / context.durationSeconds) * box.width * 2) / 2
  return living({
    box: { x: box.x - 8, y: box.y - 2, width: box.width + 16, height: box.height + 4 },
    phase: grownAt,
    changed: (before, now) => ({
      x: box.x + Math.min(before, now) - END_PX,
      y: box.y - 2,
      width: Math.abs(now - before) + 2 * END_PX,
      height: box.height + 4,
    }),
    draw: (target, grown) => paint(target, box, grown),
  })
}

const headLine = ({ frame }: SceneContext, y: number): Box => ({
  ...headRoom({ frame }),
  y: headTop({ frame }) + y,
  height: 2,
})

/** A line of the running head; a long title is shortened to leave room for what stands at the other side. */
function label(context: SceneContext, text: string, side: 'start' | 'end', y: number, colour?: string): SceneElement {
  const room = headRoom(context)
  const block = context.text.fit(text, context.style.text.label, {
    maxWidth: room.width * 0.62 - GUTTER,
    maxLines: 1,
    sizePx: SMALLEST_PX,
    quiet: true,
  })
  return context.words(block, {
    x: room.x,
    y: headTop(context) + y,
    width: room.width,
    align: (side === 'start') === (block.rightToLeft === context.rightToLeft) ? 'left' : 'right',
    start: 0,
    entrance: 'none',
    colour: colour ?? context.palette.mutedInk,
  })
}

/** As wide as the content, less the corner of a brand's logo. */
function headRoom({ frame }: Pick<SceneContext, 'frame'>): Box {
  const { content, mark } = frame
  if (mark === undefined) return content
  const isLeft = mark.x < frame.width / 2
  const width = content.width - mark.width - GUTTER
  return { ...content, x: isLeft ? content.x + content.width - width : content.x, width }
}

/** How much lower than in a wide frame the head stands, to be within the safe area. */
const headTop = ({ frame }: Pick<SceneContext, 'frame'>): number => Math.max(0, frame.safe.y - 54)

/** The left edge of something at the head's end, in reading direction. */
const endOf = (context: SceneContext, width: number): number => {
  const room = headRoom(context)
  return context.rightToLeft ? room.x : right(room) - width
}

const pad = (value: number): string => String(value).padStart(2, '0')

function roundBar(target: SKRSContext2D, box: Box, width: number, colour: string): void {
  target.fillStyle = colour
  target.beginPath()
  target.roundRect(box.x, box.y, width, box.height, box.height / 2)
  target.fill()
}

function slantedBar(target: SKRSContext2D, box: Box, width: number, fill: SKRSContext2D['fillStyle']): void {
  const lean = Math.min(6, width)
  target.fillStyle = fill
  target.beginPath()
  target.moveTo(box.x + lean, box.y)
  target.lineTo(box.x + width + lean, box.y)
  target.lineTo(box.x + width, box.y + box.height)
  target.lineTo(box.x, box.y + box.height)
  target.fill()
}
