import { dirname } from 'node:path'
import {
  definePlugin,
  formatFor,
  QUALITY_TIERS,
  Timeline,
  TOKENS,
  type AssemblyAgent,
  type AssemblyInput,
  type CaptionCue,
  type Renderer,
  type SceneNarration,
} from '@mavs/core'

const VIDEO_KEY = 'video.mp4'
const WORDS_PER_CAPTION = 5

/** Puts the scenes one after the other with hard cuts, and has the renderer draw them. */
export function createCutter(renderer: Renderer): AssemblyAgent {
  return {
    name: 'template-id',
    async assemble(input, context) {
      const timeline = layOut(input, context.seed)
      const { artifacts, signal } = context
      const output = artifacts.path(VIDEO_KEY)
      const report = (progress: number) => context.report(progress)
      const made = await renderer.render({ timeline, directory: dirname(output), output }, { signal, report })
      for (const warning of made.warnings) context.warn({ stage: 'video_assembly', ...warning })
      const { durationSeconds, sizeBytes } = made
      return {
        timeline,
        video: { artifact: VIDEO_KEY, renderer: renderer.id, ...timeline.format, durationSeconds, sizeBytes },
      }
    },
  }
}

/** Everything that is needed to render the video again: scenes on whole frames, each with its sound and captions. */
function layOut({ request, script, narration }: AssemblyInput, seed: number): Timeline {
  const format = formatFor(request.quality, request.aspect_ratio)
  const { crf, audioBitrateKbps } = QUALITY_TIERS[request.quality]
  const onFrame = (seconds: number) => Math.round(seconds * format.frameRate) / format.frameRate
  let endSeconds = 0
  const placed = script.scenes.map((scene, index) => {
    const spoken = narration.scenes[index]!
    const startSeconds = endSeconds
    endSeconds = onFrame(startSeconds + spoken.durationSeconds)
    return { id: scene.id, visual: scene.visual, spoken, startSeconds, endSeconds }
  })
  const { music } = narration
  return Timeline.parse({
    version: 1,
    title: script.title,
    language: script.language,
    format,
    durationSeconds: endSeconds,
    style: request.style,
    seed,
    crf,
    audioBitrateKbps,
    burnCaptions: request.captions,
    tracks: {
      scenes: placed.map(({ spoken: _spoken, ...clip }) => clip),
      captions: placed.flatMap(({ spoken, startSeconds }) => captionsOf(spoken, startSeconds)),
      narration: placed.flatMap(({ spoken, startSeconds }) => soundOf(spoken, startSeconds)),
      music: music ? [{ startSeconds: 0, file: music.artifact, durationSeconds: endSeconds }] : [],
    },
    // Scenes stand still when their words have come, and pauses are meant: no faults for the quality gate.
    declared: {
      holds: [{ startSeconds: 0, endSeconds }],
      rests: [{ startSeconds: 0, endSeconds }],
    },
  })
}

function soundOf({ audio, speechStartSeconds, speechSeconds }: SceneNarration, startSeconds: number) {
  if (audio === undefined) return []
  return [{ startSeconds: startSeconds + speechStartSeconds, file: audio, durationSeconds: speechSeconds }]
}

/** A few words at a time, on one line, until the next few are said. */
function captionsOf({ words, speechStartSeconds }: SceneNarration, startSeconds: number): CaptionCue[] {
  const shift = startSeconds + speechStartSeconds
  const timed = words.map(({ text, startSeconds: start, endSeconds: end }) => ({
    text,
    startSeconds: start + shift,
    endSeconds: end + shift,
  }))
  const cues: CaptionCue[] = []
  for (let at = 0; at < timed.length; at += WORDS_PER_CAPTION) {
    const line = timed.slice(at, at + WORDS_PER_CAPTION)
    cues.push({ startSeconds: line[0]!.startSeconds, endSeconds: line.at(-1)!.endSeconds, lines: [line] })
  }
  return cues
}

export default definePlugin({
  name: 'mavs-plugin-template',
  version: '0.1.0',
  register: (registry) =>
    registry.provide(TOKENS.assemblyAgent, (resolver) => createCutter(resolver.get(TOKENS.renderer))),
})
