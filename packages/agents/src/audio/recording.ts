import { VideoError, type AgentContext, type Scene, type SceneNarration, type Script } from '@mavs/core'
import pLimit from 'p-limit'
import { fitTiming, type Timing } from '../shared/timing.ts'
import type { VoiceChoice } from '../shared/voices.ts'
import { speak, type SpokenText } from '../speech/speak.ts'

/** How many scenes are spoken at once. */
const CONCURRENCY = 2

/** All scenes spoken by one voice, and laid out in time. */
export interface Recording {
  /** In script order; undefined for a silent card. */
  readonly spoken: readonly (SpokenText | undefined)[]
  readonly timing: Timing
}

export interface RecordingOptions {
  readonly script: Script
  readonly choice: VoiceChoice
  readonly targetSeconds: number
  readonly context: AgentContext
  /** 0 to 1. */
  readonly report: (progress: number) => void
}

/**
 * Speaks every scene and settles the video's timing; speaks again at another rate only when pauses and the last card
 * cannot make up for the difference.
 */
export async function record(options: RecordingOptions): Promise<Recording> {
  const { script, targetSeconds, report } = options
  const spoken = await speakScenes(options, 1, (done) => report(done / 2))
  const timing = fitTiming({ scenes: sceneTimes(script, spoken), targetSeconds })
  const rate = Math.round(timing.rate * 1000) / 1000
  if (rate === 1) return { spoken, timing }
  const again = await speakScenes(options, rate, (done) => report((1 + done) / 2))
  return {
    spoken: again,
    timing: fitTiming({ scenes: sceneTimes(script, again), targetSeconds, spokenRate: rate }),
  }
}

const sceneTimes = (script: Script, spoken: readonly (SpokenText | undefined)[]) =>
  script.scenes.map(({ holdSeconds }, index) => ({ speechSeconds: spoken[index]?.seconds ?? 0, holdSeconds }))

/** Speaks all scenes, a few at a time; the first failure stops those that have not begun. */
async function speakScenes(
  { script, choice, context }: RecordingOptions,
  rate: number,
  report: (done: number) => void,
): Promise<(SpokenText | undefined)[]> {
  const limit = pLimit(CONCURRENCY)
  let done = 0
  try {
    return await Promise.all(
      script.scenes.map((scene) =>
        limit(async () => {
          const spoken = await speakScene(
            scene,
            { text: scene.narration, rate, language: script.language },
            choice,
            context,
          )
          report(++done / script.scenes.length)
          return spoken
        }),
      ),
    )
  } finally {
    limit.clearQueue()
  }
}

async function speakScene(
  scene: Scene,
  request: { readonly text: string; readonly rate: number; readonly language: string },
  choice: VoiceChoice,
  context: AgentContext,
): Promise<SpokenText | undefined> {
  if (request.text.trim() === '') return undefined
  try {
    return await speak(request, choice, context)
  } catch (error) {
    context.signal.throwIfAborted()
    if (!VideoError.isInstance(error)) throw error
    const message = `scene "${scene.id}": ${error.message}`
    throw new VideoError(error.code, message, { details: { ...error.details, sceneId: scene.id }, cause: error })
  }
}

/** Files the scenes' sound as artifacts and describes them. */
export async function fileScenes(
  script: Script,
  { spoken, timing }: Recording,
  context: Pick<AgentContext, 'artifacts'>,
): Promise<SceneNarration[]> {
  return Promise.all(
    script.scenes.map(async ({ id }, index): Promise<SceneNarration> => {
      const speech = spoken[index]
      const { durationSeconds, speechStartSeconds } = timing.scenes[index]!
      const words = [...(speech?.words ?? [])]
      if (!speech || speech.seconds === 0) {
        return { sceneId: id, durationSeconds, speechStartSeconds: 0, speechSeconds: 0, words }
      }
      const audio = `audio/${id}.wav`
      await context.artifacts.adopt(audio, speech.file)
      return { sceneId: id, durationSeconds, speechStartSeconds, speechSeconds: speech.seconds, audio, words }
    }),
  )
}
