import type { Box } from '../drawing/geometry.ts'

/** Where a slow move goes: into the picture or out of it, or along it. */
export const MOVES = ['in', 'out', 'left', 'right', 'up', 'down', 'still'] as const
export type MoveKind = (typeof MOVES)[number]

/** A slow move over a picture that fills a window, for as long as the scene lasts. */
export interface SlowMove {
  readonly kind: MoveKind
  /** How far it goes in all: .04 is 4 % of the window. */
  readonly amount: number
  readonly seconds: number
  /** The point of the picture, in shares of its size, that stays in view. */
  readonly focus: { readonly x: number; readonly y: number }
}

interface Size {
  readonly width: number
  readonly height: number
}

/**
 * The part of a picture that fills the window at a time, in the picture's pixels, with fractions: drawn as it is, the
 * move is smooth below one pixel. Its speed is even from the first frame to the last, so that cuts are seen in motion.
 */
export function windowAt(move: SlowMove, picture: Size, window: Size, seconds: number): Box {
  const share = move.seconds <= 0 ? 0 : Math.max(0, Math.min(1, seconds / move.seconds))
  const [from, to] = [windowOf(move, picture, window, 0), windowOf(move, picture, window, 1)]
  const at = (side: keyof Box) => from[side] + (to[side] - from[side]) * share
  return { x: at('x'), y: at('y'), width: at('width'), height: at('height') }
}

/** The window at the move's beginning or its end. */
function windowOf(move: SlowMove, picture: Size, window: Size, end: 0 | 1): Box {
  const cover = Math.min(picture.width / window.width, picture.height / window.height)
  const isWide = move.kind === 'still' || (move.kind === 'in' && end === 0) || (move.kind === 'out' && end === 1)
  const scale = cover * (isWide ? 1 : 1 - move.amount)
  const [width, height] = [window.width * scale, window.height * scale]
  const [dx, dy] = DIRECTIONS[move.kind]
  const travel = [dx * move.amount * window.width * cover, dy * move.amount * window.height * cover] as const
  return {
    x: placed(move.focus.x * picture.width, width, picture.width, travel[0], end),
    y: placed(move.focus.y * picture.height, height, picture.height, travel[1], end),
    width,
    height,
  }
}

const DIRECTIONS: Readonly<Record<MoveKind, readonly [number, number]>> = {
  in: [0, 0],
  out: [0, 0],
  still: [0, 0],
  left: [-1, 0],
  right: [1, 0],
  up: [0, -1],
  down: [0, 1],
}

/**
 * Where a span begins that travels along the whole, around a point: at both ends inside the whole and with the point in
 * it, on a shorter way where there is no room for both.
 */
function placed(point: number, length: number, whole: number, travel: number, end: 0 | 1): number {
  const [least, most] = [Math.max(0, point - length), Math.min(whole - length, point)]
  const way = Math.sign(travel) * Math.min(Math.abs(travel), most - least)
  const room = Math.abs(way) / 2
  return Math.max(least + room, Math.min(most - room, point - length / 2)) + way * (end - 0.5)
}
