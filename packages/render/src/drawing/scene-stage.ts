import { type Canvas, type SKRSContext2D } from '@napi-rs/canvas'
import type { SceneClip } from '@mavs/core'
import { createSceneContext, paletteOf, type SceneTools } from '../scenes/context.ts'
import { kindOf } from '../scenes/registry.ts'
import type { SceneKind } from '../scenes/scene-kind.ts'
import { splitClip } from '../scenes/split.ts'
import { chromeElements } from './chrome.ts'
import { easeIn, progressOf } from './easing.ts'
import { changedBox, earlier, type SceneElement } from './element.ts'
import { contains, intersects, type Box } from './geometry.ts'

/** A scene laid out: its ground and its elements, ready to be drawn at any time. */
export interface SceneStage {
  readonly clip: SceneClip
  readonly elements: readonly SceneElement[]
  readonly ground: Canvas
  /** All that its elements ever ink. */
  readonly reach: readonly Box[]
  /** Where two of its moments differ. */
  changes(before: number, now: number): readonly Box[]
  /** Draws ground and elements that touch the box, in design pixels. */
  draw(context: SKRSContext2D, seconds: number, box: Box): void
}

/** What a stage needs to know about its neighbours. */
export interface StageOptions {
  readonly kinds: readonly SceneKind[]
  /** Whether content leaves before the scene's end. */
  readonly exits: boolean
  ground(contrast: boolean): Canvas
}

/** Lays out a clip; one whose texts do not fit becomes two or more scenes, if its kind can be divided. */
export function createSceneStages(clip: SceneClip, tools: SceneTools, options: StageOptions): SceneStage[] {
  const { kind, visual } = kindOf(clip.visual, placeOf(clip, tools), options.kinds)
  const { stage, shortened } = createSceneStage(clip, kind, visual, tools, options)
  const parts =
    shortened.size > 0 &&
    splitClip(clip, visual, kind, { frameRate: tools.timeline.format.frameRate, language: tools.timeline.language })
  if (parts) {
    const [first, second] = parts
    return [
      ...createSceneStages(first, tools, { ...options, exits: true }),
      ...createSceneStages(second, tools, options),
    ]
  }
  for (const text of shortened) {
    tools.warnings.push({
      reason: 'text-shortened',
      message: `“${text}” is too long for its place and was shortened; write it shorter.`,
      sceneId: clip.id,
    })
  }
  return [stage]
}

function createSceneStage(
  clip: SceneClip,
  kind: SceneKind,
  visual: unknown,
  tools: SceneTools,
  options: StageOptions,
): { stage: SceneStage; shortened: ReadonlySet<string> } {
  const headStart = headStartOf(clip, tools)
  const { context, shortened } = createSceneContext(clip, kind, tools, headStart)
  const chrome = chromeElements(context, kind.bare ?? false)
  const elements = [...chrome, ...kind.layout(visual, context)].map((element) => earlier(element, headStart))
  const ground = options.ground(paletteOf(kind, tools.style) !== tools.style.palette)
  const { exitSeconds, distancePx } = tools.style.motion
  const exitStart = clip.endSeconds - clip.startSeconds - exitSeconds
  const exit = (seconds: number) => (options.exits ? progressOf(seconds, exitStart, exitSeconds) : 0)
  const { unit } = tools.frame
  const rise = distancePx * EXIT_RISE
  const reach = elements.map(({ box }, index) =>
    options.exits && index >= chrome.length ? { ...box, y: box.y - rise, height: box.height + rise } : box,
  )
  const stage: SceneStage = {
    clip,
    elements,
    ground,
    reach,
    changes: (before, now) => {
      const leaves = exit(before) !== exit(now)
      return elements.flatMap((element, index) => {
        if (leaves && index >= chrome.length) return [reach[index]!]
        return element.state(before) === element.state(now) ? [] : [changedBox(element, before, now)]
      })
    },
    draw: (target, seconds, box) => {
      const [x, y, width, height] = [box.x, box.y, box.width, box.height].map((side) => Math.round(side * unit)) as Four
      const gone = easeIn(exit(seconds))
      const bottom = gone > 0 ? -1 : elements.findLastIndex(({ covers }) => covers && contains(covers, box))
      if (bottom === -1) target.drawImage(ground, x, y, width, height, x, y, width, height)
      target.save()
      target.scale(unit, unit)
      elements.forEach((element, index) => {
        if (index < bottom || !intersects(reach[index]!, box)) return
        const leaves = index >= chrome.length && gone > 0
        if (leaves) {
          target.save()
          target.globalAlpha = 1 - gone
          target.translate(0, -gone * rise)
        }
        element.draw(target, seconds)
        if (leaves) target.restore()
      })
      target.restore()
    },
  }
  return { stage, shortened }
}

/** How far content rises while it leaves, as a share of the style's distance. */
const EXIT_RISE = 0.6

/** The visual's path in the timeline. */
const placeOf = ({ id }: SceneClip, { timeline }: SceneTools): string =>
  `tracks.scenes.${timeline.tracks.scenes.findIndex((scene) => scene.id === id)}.visual ("${id}")`

/**
 * How far a scene's first elements have come when it is first seen, so that no frame is empty: at least these seconds,
 * and this share of a slow entrance; the most in the video's first scene.
 */
const HEAD_START = { first: { seconds: 0.5, share: 0.8 }, others: { seconds: 0.22, share: 0.4 } } as const
/** In a crossfade they wait until the scene before is all but gone, so that no text is seen through a text. */
const CROSSFADE_WAIT_SHARE = 0.2

function headStartOf(clip: SceneClip, { timeline, style }: SceneTools): number {
  const isFirst = timeline.tracks.scenes[0]?.id === clip.id
  const { kind, durationSeconds } = clip.transition
  if (!isFirst && kind === 'crossfade') return -durationSeconds * CROSSFADE_WAIT_SHARE
  const { seconds, share } = isFirst ? HEAD_START.first : HEAD_START.others
  return Math.max(seconds, style.motion.seconds * share)
}

type Four = [number, number, number, number]
