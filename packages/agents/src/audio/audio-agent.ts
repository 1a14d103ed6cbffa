import {
  chargeOf,
  preferredFirst,
  type AgentContext,
  type AudioAgent,
  type MusicProvider,
  type Narration,
  type SceneNarration,
  type Script,
  type SpeechProvider,
  type VideoRequest,
} from '@mavs/core'
import { createWordAligner, type WordAligner } from '../alignment/word-aligner.ts'
import { allFailed } from '../shared/estimate.ts'
import { rethrowUnlessOfProvider } from '../shared/fallback.ts'
import { requestLanguage } from '../shared/request-language.ts'
import { USUAL_PACE } from '../shared/spoken-length.ts'
import { durationWarning } from '../shared/timing.ts'
import { qualityOf, type VoiceConditions } from '../shared/voice-offers.ts'
import { castVoice, type Casting, type VoiceChoice } from '../shared/voices.ts'
import { isCostly } from '../speech/speak.ts'
import { diagnoseVoices } from './default-voices.ts'
import { composeMusic } from './music.ts'
import { fileScenes, record, type Recording } from './recording.ts'

export interface AudioAgentOptions {
  /** First choice first; a provider that fails hands the whole script over to the next one. */
  readonly speech: readonly SpeechProvider[]
  readonly music: readonly MusicProvider[]
  /** For voices that tell no word times. Default: one that has the text read by the free providers among `speech`. */
  readonly aligner?: WordAligner
}

/** Before a session nothing is known of the network: it counts as there. */
const UNKNOWN = { offline: false }

const STAGE = 'audio_generation' as const

/** Shares of the stage's progress: speaking, then composing. */
const SPOKEN_PROGRESS = 0.75

/**
 * The built-in audio agent: one voice speaks every scene, the timing is settled to the duration asked for, and music is
 * composed to exactly that length.
 */
export function createAudioAgent({ speech, music, aligner = alignerOf(speech) }: AudioAgentOptions): AudioAgent {
  const cast = (request: VideoRequest, language: string, conditions: VoiceConditions) => {
    const { offline, ledger } = conditions
    return castVoice(request.voice_preference, language, speech, {
      offline,
      ...(ledger && { ledger }),
      preferred: request.providers?.speech,
    })
  }
  const composers = ({ providers }: VideoRequest) => preferredFirst(music, providers?.music)
  return {
    name: 'mavs-audio',
    async check(request, conditions = UNKNOWN) {
      await cast(request, requestLanguage(request), conditions)
    },
    diagnose: (conditions = UNKNOWN) => diagnoseVoices(speech, conditions),
    async estimate(request, context) {
      const { choices } = await cast(request, requestLanguage(request), context)
      const characters = request.script?.text.length ?? request.duration_preference * USUAL_PACE
      return [chargeOf(choices[0]!.provider, { characters })].filter(({ isFree }) => !isFree)
    },
    async narrate({ request, script }, context) {
      const casting = await cast(request, script.language, context)
      const { recording, choice } = await recordWithFallback(casting, { request, script, aligner, context })
      warnAbout(recording, choice, script, request, context)
      const scenes = await fileScenes(script, recording, context)
      context.report(SPOKEN_PROGRESS, 'Composing music')
      const narration = describe(scenes, recording, choice)
      const composed = request.music
        ? await composeMusic(musicWish(narration, request), composers(request), context)
        : undefined
      context.report(1)
      return { ...narration, ...(composed ? { music: composed } : {}) }
    },
  }
}

/** Free voices read the examples; one that is hard to tell from a person takes long for it, and tells no times. */
const alignerOf = (speech: readonly SpeechProvider[]): WordAligner =>
  createWordAligner(
    speech
      .filter((provider) => !isCostly(provider) && provider.quality !== 'natural')
      .toSorted((one, other) => qualityOf(other) - qualityOf(one)),
  )

interface Task {
  readonly request: VideoRequest
  readonly script: Script
  readonly aligner: WordAligner
  readonly context: AgentContext
}

/** Has the first voice speak all scenes; when its provider fails, the next one starts over, so that it is one voice. */
async function recordWithFallback(
  { choices, reason, passedOver }: Casting,
  { request, script, aligner, context }: Task,
): Promise<{ recording: Recording; choice: VoiceChoice }> {
  const failures: unknown[] = []
  for (const [index, choice] of choices.entries()) {
    const report = (progress: number) => context.report(progress * SPOKEN_PROGRESS, 'Speaking')
    try {
      const targetSeconds = request.duration_preference
      const recording = await record({ script, choice, aligner, targetSeconds, context, report })
      if (index > 0) warnOfFallback(choices[0]!, choice, failures[0], context)
      const failed = failures.map((error, at) => ({ provider: choices[at]!.provider.id, reason: messageOf(error) }))
      context.usage.chose({
        port: 'speech',
        provider: choice.provider.id,
        reason: index === 0 ? reason : `the next one in line: ${failed.length} before it failed`,
        ...(passedOver.length + failed.length > 0 && { passedOver: [...passedOver, ...failed] }),
      })
      return { recording, choice }
    } catch (error) {
      rethrowUnlessOfProvider(error, context.signal)
      context.logger.warn({ provider: choice.provider.id, error }, 'A speech provider failed')
      failures.push(error)
    }
  }
  throw allFailed(choices, failures)
}

function warnOfFallback(wanted: VoiceChoice, taken: VoiceChoice, failure: unknown, context: AgentContext): void {
  const reason = messageOf(failure)
  context.warn({
    reason: 'provider-fallback',
    message: `Speech provider "${wanted.provider.id}" failed, "${taken.provider.id}" took over: ${reason}`,
    stage: STAGE,
  })
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** Tells what is not as it was asked for: another voice, another length, words that are not heard. */
function warnAbout(
  { spoken, timing }: Recording,
  { provider, voice, mappedFrom }: VoiceChoice,
  script: Script,
  request: VideoRequest,
  context: AgentContext,
): void {
  if (mappedFrom !== undefined) {
    const message = `Voice "${voice.id}" of "${provider.id}" speaks in place of "${mappedFrom}".`
    context.warn({ reason: 'voice-mapped', message, stage: STAGE })
  }
  const warning = durationWarning(timing, request.duration_preference)
  // The script decides it: when its agent has said the same already, this counts once.
  if (warning) context.warn({ ...warning, stage: 'scripting' })
  if (spoken.some((speech) => speech?.isExact === false)) {
    const message = `Speech provider "${provider.id}" tells no word times: they are found by its pauses and the words' lengths.`
    context.warn({ reason: 'quality-miss', message, stage: STAGE })
  }
  for (const [index, { id }] of script.scenes.entries()) {
    for (const word of new Set(spoken[index]?.unspoken)) {
      const shown = [...word].length > 40 ? `${[...word].slice(0, 37).join('')}…` : word
      const message = `"${shown}" is shown but not spoken: the voice "${voice.id}" cannot say it.`
      context.warn({ reason: 'word-not-spoken', message, stage: STAGE, sceneId: id })
    }
  }
}

function describe(scenes: SceneNarration[], { timing }: Recording, { provider, voice }: VoiceChoice): Narration {
  const durationSeconds = scenes.reduce((sum, scene) => sum + scene.durationSeconds, 0)
  return { provider: provider.id, voice: voice.id, rate: timing.rate, scenes, durationSeconds }
}

function musicWish({ scenes, durationSeconds }: Narration, request: VideoRequest) {
  let start = 0
  const sceneStarts = scenes.map((scene) => {
    const sceneStart = start
    start += scene.durationSeconds
    return sceneStart
  })
  return { durationSeconds, style: request.style, sceneStarts }
}
