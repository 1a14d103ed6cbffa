import {
  formatFor,
  parseOrThrow,
  QUALITY_TIERS,
  Timeline,
  VideoError,
  type AssemblyInput,
  type Scene,
  type SceneClip,
  type SceneNarration,
  type Word,
} from '@mavs/core'
import { buildCaptionCues, type VisualOf } from '@mavs/render'
import { completeCredits } from './credits.ts'
import { resolveCues } from './cues.ts'
import { declareHoldsAndRests } from './declared.ts'
import { snapToFrames, type FrameSpan } from './frames.ts'
import { illustrated } from './illustrate.ts'
import { transitionInto } from './transitions.ts'

/** One scene with its sound and its place in the video. */
interface PlacedScene extends FrameSpan {
  readonly scene: Scene
  readonly narration: SceneNarration
  /** When its recording starts. */
  readonly speechStartSeconds: number
  /** Its words, in seconds from the start of the video. */
  readonly words: readonly Word[]
}

/** Lays script and narration on a timeline: everything that the renderer needs, and nothing that it must look up. */
export function buildTimeline(input: AssemblyInput, seed: number): Timeline {
  const { request, script, narration } = input
  const format = formatFor(request.quality, request.aspect_ratio)
  const placed = placeScenes(input, format.frameRate)
  const durationSeconds = placed.at(-1)!.endSeconds
  const scenes = placed.map((place, index) => sceneClip(place, placed[index - 1], input))
  const captions = placed.flatMap(({ words, endSeconds }) =>
    buildCaptionCues(words, { language: script.language, untilSeconds: endSeconds }),
  )
  const music = musicClips(narration, durationSeconds)
  const words = placed.flatMap((place) => place.words)
  return parseOrThrow(
    Timeline,
    {
      version: 1,
      title: script.title,
      language: script.language,
      format,
      durationSeconds,
      style: request.style,
      seed,
      crf: QUALITY_TIERS[request.quality].crf,
      audioBitrateKbps: QUALITY_TIERS[request.quality].audioBitrateKbps,
      tracks: { scenes, captions, narration: placed.flatMap(narrationClips), music },
      burnCaptions: request.captions,
      declared: declareHoldsAndRests({ scenes, captions, words, music, burnCaptions: request.captions }),
    },
    'The assembled timeline',
    'TIMELINE_INVALID',
  )
}

/** Puts each scene beside its narration, on whole frames. */
function placeScenes({ script, narration }: AssemblyInput, frameRate: number): PlacedScene[] {
  const spoken = new Map(narration.scenes.map((scene) => [scene.sceneId, scene]))
  const pairs = script.scenes.map((scene) => ({ scene, narration: spoken.get(scene.id) ?? missing(scene.id) }))
  const spans = snapToFrames(
    pairs.map((pair) => pair.narration.durationSeconds),
    frameRate,
  )
  return pairs.map((pair, index) => {
    const span = spans[index]!
    const speechStartSeconds = span.startSeconds + pair.narration.speechStartSeconds
    const words = pair.narration.words.map((word) => shift(word, speechStartSeconds))
    return { ...pair, ...span, speechStartSeconds, words }
  })
}

function missing(sceneId: string): never {
  throw new VideoError(
    'AGENT_OUTPUT_INVALID',
    `The narration has no scene “${sceneId}”, but the script has: an audio agent must answer with every scene of the script.`,
    { details: { sceneId } },
  )
}

function sceneClip(place: PlacedScene, before: PlacedScene | undefined, input: AssemblyInput): SceneClip {
  const { scene, startSeconds, endSeconds } = place
  const durationSeconds = endSeconds - startSeconds
  const words = place.words.map((word) => shift(word, -startSeconds))
  const visual =
    scene.visual.kind === 'credits'
      ? completeCredits(scene.visual as VisualOf<'credits'>, input)
      : illustrated(
          scene,
          input.assets.filter((asset) => asset.sceneId === scene.id),
        )
  return {
    id: scene.id,
    startSeconds,
    endSeconds,
    visual,
    transition: transitionInto(
      { kind: visual.kind, durationSeconds },
      before && { durationSeconds: before.endSeconds - before.startSeconds },
      input.request.style,
    ),
    cues: resolveCues(visual, words, durationSeconds),
  }
}

function narrationClips({ narration, speechStartSeconds }: PlacedScene): Timeline['tracks']['narration'] {
  if (narration.audio === undefined || narration.speechSeconds <= 0) return []
  return [{ startSeconds: speechStartSeconds, file: narration.audio, durationSeconds: narration.speechSeconds }]
}

function musicClips(
  { music, ...narration }: AssemblyInput['narration'],
  durationSeconds: number,
): Timeline['tracks']['music'] {
  if (music === undefined) return []
  return [
    { startSeconds: 0, file: music.artifact, durationSeconds: Math.min(narration.durationSeconds, durationSeconds) },
  ]
}

function shift(word: Word, seconds: number): Word {
  return {
    text: word.text,
    startSeconds: Math.max(0, word.startSeconds + seconds),
    endSeconds: Math.max(0, word.endSeconds + seconds),
  }
}
