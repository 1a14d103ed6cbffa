import type { Canvas, SKRSContext2D } from '@napi-rs/canvas'
import type { Warning } from '@mavs/core'
import type { SceneTools } from '../scenes/context.ts'
import type { BrandMark } from '../brand/mark.ts'
import type { SceneKind } from '../scenes/scene-kind.ts'
import { BRAND_CARD } from '../scenes/brand-card.ts'
import { createCanvasPool, drawInto } from './canvases.ts'
import type { CaptionTrack } from './captions.ts'
import { progressOf } from './easing.ts'
import type { Frame } from './frame.ts'
import { inDesignPixels, type Box, type Rect } from './geometry.ts'
import { createSceneStages, type SceneStage } from './scene-stage.ts'
import { drawTransition, isGone, isStill } from './transitions.ts'

/** A whole timeline laid out: draws any moment, and tells what differs between two. */
export interface Picture {
  readonly frame: Frame
  readonly stages: readonly SceneStage[]
  readonly warnings: readonly Warning[]
  /** The boxes that differ between two moments, in design pixels. */
  changes(before: number, now: number): readonly Box[] | 'all'
  /** Draws what touches a rectangle, in the frame's coordinates. */
  draw(context: SKRSContext2D, seconds: number, rect: Rect): void
}

interface Resources {
  readonly kinds: readonly SceneKind[]
  ground(contrast: boolean): Canvas
  /** Stands over every scene but the brand's own cards. */
  readonly mark?: BrandMark | undefined
}

/** Which scene is on screen, and which one it is coming in over. */
interface Moment {
  readonly index: number
  readonly local: number
  /** 0 to 1 while the scene comes in over the one before. */
  readonly arriving?: number
}

/** Lays out all scenes. */
export function createPicture(tools: SceneTools, captions: CaptionTrack, resources: Resources): Picture {
  const { frame, timeline } = tools
  const clips = timeline.tracks.scenes
  const stages = clips.flatMap((clip, index) => {
    const next = clips[index + 1]
    return createSceneStages(clip, tools, { ...resources, exits: next?.transition.kind === 'cut' })
  })
  const momentAt = (seconds: number) => locate(stages, seconds)
  const layers = createCanvasPool(frame.widthPx * frame.heightPx)
  const whole = { x: 0, y: 0, width: frame.width, height: frame.height }

  const drawScenes = (context: SKRSContext2D, moment: Moment, rect: Rect) => {
    const stage = stages[moment.index]!
    const before = stages[moment.index - 1]
    const { kind } = stage.clip.transition
    // What a transition moves may come from anywhere.
    const box = isStill(kind) || moment.arriving === undefined ? inDesignPixels(rect, frame.unit) : whole
    if (moment.arriving === undefined || before === undefined) return stage.draw(context, moment.local, box)
    drawTransition(kind, {
      context,
      frame,
      palette: tools.style.palette,
      progress: moment.arriving,
      incoming: (opacity = 1) => {
        if (opacity === 1) return stage.draw(context, moment.local, box)
        const layer = layers.take(rect)
        drawInto(layer, rect, (target) => stage.draw(target, moment.local, box))
        context.globalAlpha = opacity
        context.drawImage(layer, rect.x, rect.y)
        context.globalAlpha = 1
      },
      outgoing: () => before.draw(context, stage.clip.startSeconds + moment.local - before.clip.startSeconds, box),
    })
  }
  return {
    frame,
    stages,
    warnings: [...tools.warnings, ...tools.text.warnings],
    changes: (earlier, now) => {
      const scenes = sceneChanges(stages, momentAt(earlier), momentAt(now))
      return scenes === 'all' ? 'all' : [...scenes, ...captions.changes(earlier, now)]
    },
    draw: (context, seconds, rect) => {
      const moment = momentAt(seconds)
      drawScenes(context, moment, rect)
      const kind: string = stages[moment.index]!.clip.visual.kind
      if (kind !== BRAND_CARD) resources.mark?.draw(context, inDesignPixels(rect, frame.unit))
      captions.draw(context, seconds, inDesignPixels(rect, frame.unit))
    },
  }
}

/** Where two moments differ: on one ground, no more than what the scenes ink that are seen in either. */
function sceneChanges(stages: readonly SceneStage[], from: Moment, to: Moment): readonly Box[] | 'all' {
  const isOne = from.index === to.index && from.arriving === undefined && to.arriving === undefined
  if (isOne) return stages[to.index]!.changes(from.local, to.local)
  if (from.index === to.index && from.local === to.local) return []
  const seen = new Set([from, to].flatMap((moment) => stagesAt(stages, moment)))
  const moves = [from, to].some(
    ({ index, arriving }) => arriving !== undefined && !isStill(stages[index]!.clip.transition.kind),
  )
  if (moves || new Set([...seen].map((stage) => stage.ground)).size > 1) return 'all'
  return [...seen].flatMap((stage) => stage.reach)
}

const stagesAt = (stages: readonly SceneStage[], { index, arriving }: Moment): readonly SceneStage[] =>
  stages.slice(arriving === undefined ? index : index - 1, index + 1)

/** Times are compared with a hair of tolerance: frame times are rounded numbers. */
const HAIR_SECONDS = 1e-6

function locate(stages: readonly SceneStage[], seconds: number): Moment {
  const later = stages.findIndex((stage) => stage.clip.startSeconds > seconds + HAIR_SECONDS)
  const index = Math.max(0, (later === -1 ? stages.length : later) - 1)
  const { clip } = stages[index]!
  const local = Math.max(0, seconds - clip.startSeconds)
  const { kind, durationSeconds } = clip.transition
  const progress = progressOf(local, 0, durationSeconds)
  const arrives = index > 0 && kind !== 'cut' && local < durationSeconds - HAIR_SECONDS && !isGone(kind, progress)
  return { index, local, ...(arrives && { arriving: progress }) }
}
