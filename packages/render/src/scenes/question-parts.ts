import { Path2D } from '@napi-rs/canvas'
import { arriving, isolated, type SceneElement } from '../drawing/element.ts'
import { progressOf } from '../drawing/easing.ts'
import { bottom, inflate, right, type Box } from '../drawing/geometry.ts'
import { bar, drawnPath, fillBox, fillPath, piece } from '../drawing/shape-elements.ts'
import { blob, drawnPart, handLoop } from '../drawing/strokes.ts'
import { picture } from './composition.ts'
import { plateFrame, tickRing } from './ornament.ts'
import { card, slab, textInBox } from './parts.ts'
import type { SceneContext } from './scene-kind.ts'

/** The question mark of a language. */
export const questionMark = (language: string): string => (/^(?:ar|fa|ur|ps)\b/.test(language) ? '؟' : '?')

/** What the options of a question are called in a language. */
export function optionLetters(language: string): readonly string[] {
  if (/^(?:ar|fa|ur|ps)\b/.test(language)) return ['أ', 'ب', 'ج', 'د']
  if (/^he\b/.test(language)) return ['א', 'ב', 'ג', 'ד']
  return ['A', 'B', 'C', 'D']
}

/** A large question mark in the manner of the style. */
export function questionSign(context: SceneContext, seat: Box, start: number): SceneElement[] {
  const { palette, style } = context
  const mark = (sharePx: number, colour: string, behind = palette.background) =>
    textInBox(context, questionMark(context.language), seat, {
      start: start + 0.1,
      role: style.composition === 'archive' ? 'quote' : 'figure',
      sizePx: seat.height * sharePx,
      align: 'center',
      maxLines: 1,
      colour,
      behind,
    })
  switch (style.composition) {
    case 'columns':
      return [mark(1.3, palette.accent)]
    case 'notebook': {
      const path = blob(seat.x + seat.width / 2, seat.y + seat.height / 2, seat.width / 2, context.random)
      return [
        piece(seat, { style, start, reach: 40, draw: (target) => fillPath(target, path, palette.accentSecond) }),
        mark(0.62, palette.onAccent, palette.accentSecond),
      ]
    }
    case 'diagram':
      return [...tickRing(context, seat, start), mark(0.6, palette.accent)]
    case 'poster':
      return [slab(context, inflate(seat, -10, 0), start, seat.width - 20), mark(0.8, palette.onAccent, palette.accent)]
    case 'archive':
      return [
        ...plateFrame(context, inflate(seat, -seat.width * 0.06, 0), start),
        mark(0.74, palette.accent, palette.surface),
      ]
  }
}

/** Time to think, drawn around a sign: a line that comes full circle when the time is over. */
export function pauseRing(context: SceneContext, ring: Box, start: number, seconds: number): SceneElement {
  const { palette, style } = context
  const round = new Path2D()
  round.arc(ring.x + ring.width / 2, ring.y + ring.width / 2, ring.width / 2, -Math.PI / 2, Math.PI * 1.4999)
  const square = new Path2D()
  square.rect(ring.x, ring.y, ring.width, ring.height)
  const looks = {
    columns: { path: square, width: 8 },
    notebook: { path: handLoop(ring, context.random), width: 12 },
    diagram: { path: round, width: 10 },
    poster: { path: square, width: 14 },
    archive: { path: square, width: 3 },
  } as const
  const { path, width } = looks[style.composition]
  return arriving({
    box: inflate(ring, ring.width * 0.08),
    start,
    seconds,
    draw: (target, progress) => {
      if (progress <= 0) return
      target.strokeStyle = palette.accent
      target.lineWidth = width
      target.lineCap = style.composition === 'notebook' ? 'round' : 'butt'
      target.stroke(drawnPart(path, progress))
    },
  })
}

/** Time to think as a line that fills up. */
export function pauseLine(context: SceneContext, place: Box, start: number, seconds: number): SceneElement[] {
  const { palette, rightToLeft, style } = context
  const radius = style.composition === 'notebook' ? place.height / 2 : 0
  const from = rightToLeft ? 'right' : 'left'
  return [
    bar(place, { start: start - 0.3, seconds: 0.4, fill: palette.line, from, radius }),
    arriving({
      box: inflate(place, 2),
      start,
      seconds,
      draw: (target, progress) => {
        const width = place.width * progress
        fillBox(target, { ...place, x: rightToLeft ? right(place) - width : place.x, width }, palette.accent, radius)
      },
    }),
  ]
}

/** What an option stands on, and what lies behind its words and its letter. */
export function optionGround(
  context: SceneContext,
  place: Box,
  options: { readonly start: number; readonly index: number; readonly cell: number },
): {
  readonly elements: readonly SceneElement[]
  readonly behind: string
  readonly letter: { colour: string; behind: string }
} {
  const { palette, style } = context
  const { start, index, cell } = options
  const accent = (behind: string) => ({ colour: palette.accent, behind })
  switch (style.composition) {
    case 'columns':
      return {
        elements: [
          bar({ ...place, height: 3 }, { start, fill: palette.ink, from: context.rightToLeft ? 'right' : 'left' }),
        ],
        behind: palette.background,
        letter: accent(palette.background),
      }
    case 'notebook':
      return {
        elements: [card(context, place, { start, tilt: (index % 2 === 0 ? -1 : 1) * 0.5, radius: 30 })],
        behind: palette.surface,
        letter: accent(palette.surface),
      }
    case 'diagram': {
      const path = new Path2D()
      path.roundRect(place.x, place.y, place.width, place.height, 14)
      return {
        elements: [
          piece(place, { style, start, draw: (target) => fillBox(target, place, palette.surface, 14) }),
          drawnPath(path, { box: place, start, seconds: 0.8, colour: palette.line, width: 3 }),
        ],
        behind: palette.surface,
        letter: accent(palette.surface),
      }
    }
    case 'poster':
      return {
        elements: [slab(context, place, start, cell)],
        behind: palette.surface,
        letter: { colour: palette.onAccent, behind: palette.accent },
      }
    case 'archive':
      return { elements: plateFrame(context, place, start), behind: palette.surface, letter: accent(palette.surface) }
  }
}

/** A frame around the right option and a tick at its end. */
export function revealed(context: SceneContext, place: Box, tick: Box, start: number): SceneElement[] {
  const { palette, style } = context
  const radius = { columns: 0, notebook: 30, diagram: 14, poster: 0, archive: 0 }[style.composition]
  const lean = style.composition === 'poster' ? Math.min(26, place.height * 0.22) : 0
  const path = new Path2D()
  if (lean > 0) {
    path.moveTo(place.x + lean, place.y)
    path.lineTo(right(place) + lean, place.y)
    path.lineTo(right(place), bottom(place))
    path.lineTo(place.x, bottom(place))
    path.closePath()
  } else path.roundRect(place.x, place.y, place.width, place.height, radius)
  const width = style.composition === 'archive' ? 4 : 8
  const seconds = style.composition === 'poster' ? 0.3 : 0.6
  return [
    drawnPath(path, { box: inflate(place, lean, 0), start, seconds, colour: palette.positive, width, cap: 'butt' }),
    ...picture('check', context, {
      box: tick,
      colour: palette.positive,
      start: start + 0.15,
      seconds,
      strokeWidth: style.icon.strokeWidth * 1.8,
    }),
  ]
}

/** The element, faint from a moment on: it is not the answer. */
export function faded(element: SceneElement, start: number): SceneElement {
  const share = (seconds: number) => Math.round(20 * progressOf(seconds, start, 0.5)) / 20
  return {
    ...element,
    state: (seconds) => element.state(seconds) + 100 * share(seconds),
    draw: (target, seconds) =>
      isolated(target, () => {
        target.globalAlpha *= 1 - 0.64 * share(seconds)
        element.draw(target, seconds)
      }),
  }
}
