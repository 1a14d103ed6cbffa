import type { SKRSContext2D } from '@napi-rs/canvas'
import { easeInOut, easeOut, easeOvershoot, progressOf } from '../drawing/easing.ts'
import { isolated, type SceneElement } from '../drawing/element.ts'
import { bottom, inflate, right, unite, type Box } from '../drawing/geometry.ts'
import { windowAt, type MoveKind, type SlowMove } from '../images/slow-move.ts'
import type { SceneContext } from './scene-kind.ts'

/** A picture in a window of the frame. */
export interface Mount {
  readonly file: string
  readonly window: Box
  readonly move: SlowMove
  /** When it comes in. Default: it is there from the first frame. */
  readonly start?: number
  /** When it stops moving, and when it is gone, for pictures that others cover. Default: never. */
  readonly restsAt?: number
  readonly until?: number
  /** How it comes in: grown from a side, as one piece by the style's motion, or faded. Default `fade`. */
  readonly entrance?: 'fade' | 'piece' | 'wipe-left' | 'wipe-right'
  /** In degrees. */
  readonly tilt?: number
  readonly radius?: number
  /** How far `back` and `front` reach past the window. */
  readonly reach?: number
  /** Drawn with it, behind it and over it: a card, tape, a border. */
  readonly back?: (target: SKRSContext2D) => void
  readonly front?: (target: SKRSContext2D) => void
}

/** Transitions show a little of a scene before its clock starts and after its end; the move goes on in them. */
const BEFORE_SECONDS = 0.5
const AFTER_SECONDS = 1.3

/** The move of a scene's picture: as given, else chosen by the scene's chance; 3 to 5 % in all, by the scene's length. */
export function slowMove(
  context: SceneContext,
  given: {
    readonly move?: MoveKind | undefined
    readonly focus?: { readonly x: number; readonly y: number } | undefined
  },
  seconds = context.durationSeconds,
): SlowMove {
  const chance = (['in', 'out', 'left', 'right', 'in', 'out'] as const)[Math.floor(context.random() * 6)]!
  return {
    kind: given.move ?? chance,
    amount: Math.max(0.03, Math.min(0.05, 0.01 + seconds * 0.005)),
    seconds: seconds + BEFORE_SECONDS + AFTER_SECONDS,
    focus: given.focus ?? { x: 0.5, y: 0.5 },
  }
}

/** The part of the picture that a mount shows at a time, in pixels of the picture; see `windowAt`. */
export const mountWindowAt = (context: SceneContext, mount: Mount, seconds: number): Box => {
  const { widthPx: width, heightPx: height } = context.image(mount.file)
  return windowAt(mount.move, { width, height }, mount.window, seconds - (mount.start ?? 0) + BEFORE_SECONDS)
}

/** The part of a picture, in shares of its size, that ever comes behind a box of the frame. */
export function partBehind(context: SceneContext, mount: Mount, box: Box): Box {
  const { widthPx, heightPx } = context.image(mount.file)
  const { window } = mount
  const parts = [-BEFORE_SECONDS, mount.move.seconds].map((seconds) => {
    const seen = mountWindowAt(context, mount, seconds)
    const [across, down] = [seen.width / window.width, seen.height / window.height]
    return {
      x: (seen.x + (box.x - window.x) * across) / widthPx,
      y: (seen.y + (box.y - window.y) * down) / heightPx,
      width: (box.width * across) / widthPx,
      height: (box.height * down) / heightPx,
    }
  })
  return unite(parts[0]!, parts[1]!)
}

/** The picture as an element: one `drawImage` a frame, from a part with fractions of pixels into a window without. */
export function mountedImage(context: SceneContext, given: Mount): SceneElement {
  const mount = { ...given, window: onPixels(given.window, context.frame.unit) }
  const { window, start = -Infinity, restsAt = Infinity, until = Infinity } = mount
  const { entrance = 'fade', tilt = 0, reach = 0 } = mount
  const { motion } = context.style
  const seconds = entrance === 'piece' ? motion.seconds : 0.6
  const progress = (now: number) => (start === -Infinity ? 1 : progressOf(now, start, seconds))
  const grown = inflate(
    window,
    reach + (tilt === 0 ? 0 : Math.max(window.width, window.height) * Math.abs(tilt) * 0.012),
  )
  const paint = imagePainter(context, mount)
  const isStill = mount.move.kind === 'still'
  const isSolid = start === -Infinity && until === Infinity && tilt === 0 && !mount.radius
  return {
    ...(isSolid && !context.image(mount.file).hasAlpha && { covers: window }),
    box: entrance === 'piece' ? inflate(grown, motion.distancePx + grown.width * 0.02) : grown,
    state: (now) => {
      if (now < start || now >= until) return -1
      return isStill && progress(now) >= 1 ? 1e6 : Math.min(now, restsAt)
    },
    draw: (target, now) => {
      if (now < start || now >= until) return
      isolated(target, () => {
        ENTRANCES[entrance](target, { box: window, progress: progress(now), context })
        if (tilt !== 0) turn(target, window, tilt)
        mount.back?.(target)
        paint(target, Math.min(now, restsAt))
        mount.front?.(target)
      })
    },
  }
}

/** Turns what is drawn next around a box's middle, in degrees. */
export function turn(target: SKRSContext2D, box: Box, degrees: number): void {
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  target.translate(x, y)
  target.rotate((degrees * Math.PI) / 180)
  target.translate(-x, -y)
}

function imagePainter(context: SceneContext, mount: Mount): (target: SKRSContext2D, seconds: number) => void {
  const { unit } = context.frame
  const { window, radius = 0 } = mount
  const image = context.image(mount.file)
  const room = unit / (1 - mount.move.amount)
  const bitmap = image.covering(window.width * room, window.height * room)
  const share = bitmap.widthPx / image.widthPx
  return (target, seconds) => {
    const seen = mountWindowAt(context, mount, seconds)
    if (radius > 0) {
      target.beginPath()
      target.roundRect(window.x, window.y, window.width, window.height, radius)
      target.clip()
    }
    target.imageSmoothingQuality = 'low'
    const { x, y, width, height } = window
    target.drawImage(
      bitmap.image(),
      seen.x * share,
      seen.y * share,
      seen.width * share,
      seen.height * share,
      x,
      y,
      width,
      height,
    )
  }
}

interface Coming {
  readonly box: Box
  readonly progress: number
  readonly context: SceneContext
}

const ENTRANCES: Readonly<Record<NonNullable<Mount['entrance']>, (target: SKRSContext2D, coming: Coming) => void>> = {
  fade: (target, { progress }) => void (target.globalAlpha *= easeInOut(progress)),
  'wipe-left': (target, coming) => wipe(target, coming, (box, width) => ({ ...box, x: right(box) - width, width })),
  'wipe-right': (target, coming) => wipe(target, coming, (box, width) => ({ ...box, width })),
  piece: (target, { box, progress, context }) => {
    const { entrance, overshoot, distancePx } = context.style.motion
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
    const pops = entrance === 'pop' || entrance === 'punch'
    const scale = pops ? 0.8 + 0.2 * easeOvershoot(progress, overshoot * 3) : 1
    target.translate(x, y + (pops ? 0 : (1 - easeOut(progress)) * distancePx))
    target.scale(scale, scale)
    target.translate(-x, -y)
    target.globalAlpha *= easeInOut(Math.min(1, progress * 1.8))
  },
}

function wipe(target: SKRSContext2D, { box, progress }: Coming, part: (box: Box, width: number) => Box): void {
  if (progress >= 1) return
  const { x, y, width, height } = part(box, box.width * easeOut(progress))
  target.beginPath()
  target.rect(x, y, width, height)
  target.clip()
}

/** The box with its edges on whole pixels of the frame, so that they are sharp. */
function onPixels(box: Box, unit: number): Box {
  const snap = (value: number) => Math.round(value * unit) / unit
  const [x, y] = [snap(box.x), snap(box.y)]
  return { x, y, width: snap(right(box)) - x, height: snap(bottom(box)) - y }
}
