import { VideoError, type AgentContext, type Scene, type SceneNarration, type Script } from '@mavs/core'
import pLimit from 'p-limit'
import type { WordAligner } from '../alignment/word-aligner.ts'
import { fitTiming, type Timing } from '../shared/timing.ts'
import type { VoiceChoice } from '../shared/voices.ts'
import { speak, type SpeakRequest, type SpokenText } from '../speech/speak.ts'
import { withWordTimes, type TimedText } from './word-times.ts'

/** How many scenes are spoken at once. */
const CONCURRENCY = 2

/** All scenes spoken by one voice, and laid out in time. */
export interface Recording {
  /** In script order; undefined for a silent card. */
  readonly spoken: readonly (TimedText | undefined)[]
  readonly timing: Timing
}

export interface RecordingOptions {
  readonly script: Script
  readonly choice: VoiceChoice
  readonly aligner: WordAligner
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
  const spoken = await eachScene(
    options,
    (scene) => speakScene(scene, 1, options),
    (done) => report(done / 2),
  )
  const timing = fitTiming({ scenes: sceneTimes(script, spoken), targetSeconds })
  const rate = Math.round(timing.rate * 1000) / 1000
  const timed = await eachScene(
    options,
    (scene) => timeScene(scene, rate, options),
    (done) => report((1 + done) / 2),
  )
  if (rate === 1) return { spoken: timed, timing }
  return {
    spoken: timed,
    timing: fitTiming({ scenes: sceneTimes(script, timed), targetSeconds, spokenRate: rate }),
  }
}

const sceneTimes = (script: Script, spoken: readonly (SpokenText | undefined)[]) =>
  script.scenes.map(({ holdSeconds }, index) => ({ speechSeconds: spoken[index]?.seconds ?? 0, holdSeconds }))

/** Does something for all scenes, a few at a time; the first failure stops those that have not begun. */
async function eachScene<Result>(
  { script }: RecordingOptions,
  work: (scene: Scene) => Promise<Result>,
  report: (done: number) => void,
): Promise<Result[]> {
  const limit = pLimit(CONCURRENCY)
  let done = 0
  try {
    return await Promise.all(
      script.scenes.map((scene) =>
        limit(async () => {
          const result = await work(scene)
          report(++done / script.scenes.length)
          return result
        }),
      ),
    )
  } finally {
    limit.clearQueue()
  }
}

/** Speaks a scene, or finds it in the ledger. */
async function speakScene(
  scene: Scene,
  rate: number,
  { script, choice, context }: RecordingOptions,
): Promise<SpokenText | undefined> {
  if (scene.narration.trim() === '') return undefined
  try {
    return await speak(requestFor(scene, rate, script), choice, context)
  } catch (error) {
    context.signal.throwIfAborted()
    if (!VideoError.isInstance(error)) throw error
    const message = `scene "${scene.id}": ${error.message}`
    throw new VideoError(error.code, message, { details: { ...error.details, sceneId: scene.id }, cause: error })
  }
}

/** Speaks a scene, and finds out when its words are heard. */
async function timeScene(scene: Scene, rate: number, options: RecordingOptions): Promise<TimedText | undefined> {
  const { script, choice, aligner, context } = options
  const spoken = await speakScene(scene, rate, options)
  return spoken && withWordTimes(spoken, requestFor(scene, rate, script), choice, aligner, context)
}

const requestFor = (scene: Scene, rate: number, { language }: Script): SpeakRequest => ({
  text: scene.narration,
  rate,
  language,
})

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
