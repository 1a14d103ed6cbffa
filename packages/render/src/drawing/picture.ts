import { createCanvas, type Canvas, type SKRSContext2D } from '@napi-rs/canvas'
import type { Warning } from '@mavs/core'
import type { SceneTools } from '../scenes/context.ts'
import type { SceneKind } from '../scenes/scene-kind.ts'
import type { CaptionTrack } from './captions.ts'
import { progressOf } from './easing.ts'
import type { Frame } from './frame.ts'
import type { Box } from './geometry.ts'
import { createSceneStages, type SceneStage } from './scene-stage.ts'
import { drawTransition } from './transitions.ts'

/** A whole timeline laid out: draws any moment, and tells what differs between two. */
export interface Picture {
  readonly frame: Frame
  readonly stages: readonly SceneStage[]
  readonly warnings: readonly Warning[]
  /** The boxes that differ between two moments, in design pixels. */
  changes(before: number, now: number): readonly Box[] | 'all'
  /** Whether what touches the box comes out the same when it is clipped to it. */
  isClippable(seconds: number, box: Box): boolean
  /** Draws what touches the box. */
  draw(context: SKRSContext2D, seconds: number, box: Box): void
}

interface Resources {
  readonly kinds: readonly SceneKind[]
  ground(contrast: boolean): Canvas
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
  const spare = () => createCanvas(frame.widthPx, frame.heightPx)
  let layer: Canvas | undefined

  const drawScenes = (context: SKRSContext2D, moment: Moment, box: Box) => {
    const stage = stages[moment.index]!
    const before = stages[moment.index - 1]
    if (moment.arriving === undefined || before === undefined) return stage.draw(context, moment.local, box)
    layer ??= spare()
    stage.draw(layer.getContext('2d'), moment.local, box)
    drawTransition(stage.clip.transition.kind, {
      context,
      frame,
      palette: tools.style.palette,
      progress: moment.arriving,
      incoming: layer,
      outgoing: () => before.draw(context, stage.clip.startSeconds + moment.local - before.clip.startSeconds, box),
    })
  }
  return {
    frame,
    stages,
    warnings: [...tools.warnings, ...tools.text.warnings],
    changes: (earlier, now) => {
      const [from, to] = [momentAt(earlier), momentAt(now)]
      const moves = from.arriving !== undefined || to.arriving !== undefined
      if (from.index !== to.index || (moves && earlier !== now)) return 'all'
      const stage = stages[to.index]!
      const [old, states] = [stage.states(from.local), stage.states(to.local)]
      if (old[0] !== states[0]) return 'all'
      const changed = stage.elements.filter((_, index) => old[index + 1] !== states[index + 1])
      return [...changed.map((element) => element.box), ...captions.changes(earlier, now)]
    },
    isClippable: (seconds, box) =>
      stages[momentAt(seconds).index]!.isClippable(box) && captions.isClippable(seconds, box),
    draw: (context, seconds, box) => {
      drawScenes(context, momentAt(seconds), box)
      captions.draw(context, seconds, box)
    },
  }
}

/** Times are compared with a hair of tolerance: frame times are rounded numbers. */
const HAIR_SECONDS = 1e-6

function locate(stages: readonly SceneStage[], seconds: number): Moment {
  const later = stages.findIndex((stage) => stage.clip.startSeconds > seconds + HAIR_SECONDS)
  const index = Math.max(0, (later === -1 ? stages.length : later) - 1)
  const { clip } = stages[index]!
  const local = Math.max(0, seconds - clip.startSeconds)
  const { kind, durationSeconds } = clip.transition
  const arrives = index > 0 && kind !== 'cut' && local < durationSeconds - HAIR_SECONDS
  return { index, local, ...(arrives && { arriving: progressOf(local, 0, durationSeconds) }) }
}
