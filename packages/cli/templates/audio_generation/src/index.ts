import {
  definePlugin,
  TOKENS,
  VideoError,
  type AgentContext,
  type AudioAgent,
  type Scene,
  type SceneNarration,
  type SpeechProvider,
  type Word,
} from '@mavs/core'
import { encodeWav } from './wav.js'

/** Around the words of a scene. */
const AIR_SECONDS = 0.35
const SILENT_CARD_SECONDS = 4

/** Has the first voice speak every scene at its own rate, however long that takes; without music. */
export function createNarrator(speech: readonly SpeechProvider[]): AudioAgent {
  return {
    name: 'template-id',
    async narrate({ request, script }, context) {
      const [provider] = speech
      if (provider === undefined) throw new VideoError('PORT_MISSING', 'No plugin brings a voice.')
      const voice = await voiceFor(request.voice_preference, provider)
      const scenes: SceneNarration[] = []
      for (const scene of script.scenes) {
        scenes.push(await narrateScene(scene, { provider, voice, language: script.language }, context))
        context.report(scenes.length / script.scenes.length)
      }
      const durationSeconds = scenes.reduce((sum, scene) => sum + scene.durationSeconds, 0)
      return { provider: provider.id, voice, rate: 1, scenes, durationSeconds }
    },
  }
}

/** The voice that was asked for by its name or by "male" and so on, else the neutral one. */
async function voiceFor(wish: string, { defaults, voices }: SpeechProvider): Promise<string> {
  const ids = (await voices()).map(({ id }) => id)
  return ids.find((id) => id === wish) ?? defaults[wish as keyof typeof defaults] ?? defaults.neutral
}

interface Reading {
  readonly provider: SpeechProvider
  readonly voice: string
  readonly language: string
}

async function narrateScene(
  { id, narration, holdSeconds }: Scene,
  reading: Reading,
  context: AgentContext,
): Promise<SceneNarration> {
  if (narration.trim() === '') {
    const durationSeconds = holdSeconds ?? SILENT_CARD_SECONDS
    return { sceneId: id, durationSeconds, speechStartSeconds: 0, speechSeconds: 0, words: [] }
  }
  const { seconds, words, file } = await speak(narration, reading, context)
  const audio = `audio/${id}.wav`
  await context.artifacts.adopt(audio, file)
  return {
    sceneId: id,
    durationSeconds: seconds + 2 * AIR_SECONDS,
    speechStartSeconds: AIR_SECONDS,
    speechSeconds: seconds,
    audio,
    words,
  }
}

/** Through the ledger: what was spoken once is not spoken, or paid for, again. */
async function speak(text: string, { provider, voice, language }: Reading, { ledger, signal }: AgentContext) {
  const request = { text, voice, rate: 1, language }
  const call = { provider: `${provider.id}@${provider.version}`, operation: 'template-id', input: request }
  const entry = await ledger.once({ ...call, isRemote: provider.isRemote }, async (files) => {
    const { samples, sampleRateHz, words } = await provider.synthesize(request, { signal })
    await files.write('speech.wav', encodeWav(samples, sampleRateHz))
    const seconds = samples.length / sampleRateHz
    return { seconds, words: [...(words ?? shareOut(text, seconds))] }
  })
  return { ...entry.value, file: entry.file('speech.wav') }
}

/** For voices that tell no word times: by the words' lengths. */
function shareOut(text: string, seconds: number): Word[] {
  const words = text.split(/\s+/).filter(Boolean)
  const perLetter = seconds / words.reduce((sum, word) => sum + word.length, 0)
  let startSeconds = 0
  return words.map((word) => {
    const endSeconds = startSeconds + word.length * perLetter
    const timed = { text: word, startSeconds, endSeconds }
    startSeconds = endSeconds
    return timed
  })
}

export default definePlugin({
  name: 'mavs-plugin-template',
  version: '0.1.0',
  register: (registry) =>
    registry.provide(TOKENS.audioAgent, (resolver) => createNarrator(resolver.all(TOKENS.speech))),
})
