import type { SKRSContext2D } from '@napi-rs/canvas'
import { easeOut } from '../drawing/easing.ts'
import { arriving, type SceneElement } from '../drawing/element.ts'
import { bottom, inflate, right, type Box } from '../drawing/geometry.ts'
import { mix } from '../styles/colour.ts'
import type { SceneContext } from './scene-kind.ts'

/** Seconds in which a bar grows to its value. */
export const GROW_SECONDS = 0.9

/** The side from which a bar grows. */
export type GrowsFrom = 'left' | 'right' | 'top' | 'bottom'

/** How a figure is marked: the accent for what is talked about, quiet colours for the others. */
export type Emphasis = 'accent' | 'second' | 'quiet'

/** The plain colour of a mark: a line, an area, a label. */
export function markColour({ palette, style }: SceneContext, emphasis: Emphasis): string {
  if (emphasis === 'accent') return palette.accent
  const isVivid = style.composition === 'notebook' || style.composition === 'poster'
  if (emphasis === 'second') return isVivid ? palette.accentSecond : mix(palette.ink, palette.background, 0.3)
  if (style.composition === 'archive') return mix(palette.accentSecond, palette.background, 0.2)
  return mix(palette.ink, palette.background, 0.58)
}

/** The marks of several series, in their order: one in the accent colour, the others ever quieter. */
export function seriesEmphasis(series: readonly { readonly highlight: boolean }[]): Emphasis[] {
  const firstOther = series.findIndex((one) => !one.highlight)
  return series.map((one, index) => (one.highlight ? 'accent' : index === firstOther ? 'second' : 'quiet'))
}

/** How fast a bar grows: quickly away, softly in. */
export const growth = (progress: number): number => easeOut(progress)

/** A bar in the manner of the style, growing from the baseline. */
export function barElement(
  context: SceneContext,
  box: Box,
  options: { readonly start: number; readonly from: GrowsFrom; readonly emphasis: Emphasis },
): SceneElement {
  const { from, emphasis, start } = options
  const seen = atLeast(box, from)
  return arriving({
    box: inflate(seen, 4),
    start,
    seconds: GROW_SECONDS,
    draw: (target, progress) =>
      paintBar(target, context, grown(seen, from, growth(progress)), { from, emphasis, seen }),
  })
}

interface Painted {
  readonly from: GrowsFrom
  readonly emphasis: Emphasis
  /** The whole bar. */
  readonly seen: Box
}

function paintBar(target: SKRSContext2D, context: SceneContext, bar: Box, { from, emphasis, seen }: Painted): void {
  const { palette, style } = context
  const isMain = emphasis === 'accent'
  switch (style.composition) {
    case 'columns':
      target.fillStyle = isMain
        ? palette.accent
        : mix(palette.ink, palette.background, emphasis === 'second' ? 0.45 : 0.76)
      return target.fillRect(bar.x, bar.y, bar.width, bar.height)
    case 'archive':
      target.fillStyle = isMain
        ? palette.accent
        : mix(palette.accentSecond, palette.background, emphasis === 'second' ? 0 : 0.35)
      return target.fillRect(bar.x, bar.y, bar.width, bar.height)
    case 'notebook':
      target.fillStyle = isMain
        ? palette.accent
        : mix(palette.accentSecond, palette.background, emphasis === 'second' ? 0 : 0.25)
      return roundedEnd(target, bar, from)
    case 'diagram':
      target.fillStyle = isMain
        ? palette.accent
        : mix(palette.accent, palette.background, emphasis === 'second' ? 0.6 : 0.84)
      target.fillRect(bar.x, bar.y, bar.width, bar.height)
      if (!isMain) edge(target, bar, from, palette.accent)
      return
    case 'poster': {
      const lying = from === 'left' || from === 'right'
      const [x, y] = [from === 'right' ? right(seen) : seen.x, from === 'bottom' ? bottom(seen) : seen.y]
      const end = [from === 'right' ? seen.x : right(seen), from === 'bottom' ? seen.y : bottom(seen)] as const
      const hot = target.createLinearGradient(x, y, lying ? end[0] : x, lying ? y : end[1])
      hot.addColorStop(0, isMain ? palette.accent : palette.surface)
      hot.addColorStop(
        1,
        isMain ? palette.accentSecond : mix(palette.line, palette.ink, emphasis === 'second' ? 0.4 : 0.08),
      )
      target.fillStyle = hot
      return target.fillRect(bar.x, bar.y, bar.width, bar.height)
    }
  }
}

/** The far end is round, the end at the baseline is square. */
function roundedEnd(target: SKRSContext2D, bar: Box, from: GrowsFrom): void {
  const radius = Math.min(18, bar.width / 2, bar.height / 2)
  const far = { left: [0, 1, 1, 0], right: [1, 0, 0, 1], bottom: [1, 1, 0, 0], top: [0, 0, 1, 1] }[from]
  target.beginPath()
  target.roundRect(
    bar.x,
    bar.y,
    bar.width,
    bar.height,
    far.map((share) => share * radius),
  )
  target.fill()
}

/** A firm line where the value is read. */
function edge(target: SKRSContext2D, bar: Box, from: GrowsFrom, colour: string): void {
  target.fillStyle = colour
  const width = 4
  if (from === 'left') target.fillRect(right(bar) - width, bar.y, width, bar.height)
  else if (from === 'right') target.fillRect(bar.x, bar.y, width, bar.height)
  else if (from === 'bottom') target.fillRect(bar.x, bar.y, bar.width, width)
  else target.fillRect(bar.x, bottom(bar) - width, bar.width, width)
}

/** A bar that is too short to be seen still shows that it is there. */
function atLeast(bar: Box, from: GrowsFrom): Box {
  const [width, height] = [Math.max(bar.width, 2), Math.max(bar.height, 2)]
  return {
    x: from === 'right' ? right(bar) - width : bar.x,
    y: from === 'bottom' ? bottom(bar) - height : bar.y,
    width,
    height,
  }
}

function grown(bar: Box, from: GrowsFrom, share: number): Box {
  const lying = from === 'left' || from === 'right'
  const [width, height] = [lying ? bar.width * share : bar.width, lying ? bar.height : bar.height * share]
  return {
    x: from === 'right' ? right(bar) - width : bar.x,
    y: from === 'bottom' ? bottom(bar) - height : bar.y,
    width,
    height,
  }
}
