import {
  seedFrom,
  VideoError,
  type AgentContext,
  type MusicProvider,
  type MusicRequest,
  type Narration,
} from '@mavs/core'
import { writeWav } from '@mavs/render'
import { rethrowUnlessOfProvider } from '../shared/fallback.ts'

const FILE = 'music.wav'
const ARTIFACT = 'audio/music.wav'

/** What music is composed for. */
export type MusicWish = Omit<MusicRequest, 'seed'>

/**
 * Composes the music under a video with the first provider that can, and files it. A video without music is still a
 * video: when all fail, there is a warning and none.
 */
export async function composeMusic(
  wish: MusicWish,
  providers: readonly MusicProvider[],
  context: AgentContext,
): Promise<Narration['music']> {
  const request = { ...wish, seed: seedFrom(context.seed, 'music') }
  for (const [index, provider] of providers.entries()) {
    try {
      const { file, description } = await composeOnce(request, provider, context)
      await context.artifacts.adopt(ARTIFACT, file)
      return { provider: provider.id, artifact: ARTIFACT, description }
    } catch (error) {
      rethrowUnlessOfProvider(error, context.signal)
      const next = providers[index + 1]
      const outcome = next ? `"${next.id}" took over` : 'the video has no music'
      const reason = error instanceof Error ? error.message : String(error)
      context.warn({
        reason: 'provider-fallback',
        message: `Music provider "${provider.id}" failed, ${outcome}: ${reason}`,
        stage: 'audio_generation',
      })
    }
  }
  return undefined
}

async function composeOnce(
  request: MusicRequest,
  provider: MusicProvider,
  context: AgentContext,
): Promise<{ file: string; description: string }> {
  const call = { provider: `${provider.id}@${provider.version}`, operation: 'compose', input: request }
  const entry = await context.ledger.once(call, async (files) => {
    const music = await provider.compose(request, { signal: context.signal })
    const seconds = music.left.length / music.sampleRateHz
    if (Math.abs(seconds - request.durationSeconds) > 0.05) {
      const message = `music provider "${provider.id}" composed ${seconds.toFixed(2)} s, but ${request.durationSeconds.toFixed(2)} s were asked for`
      throw new VideoError('AGENT_OUTPUT_INVALID', message, { details: { provider: provider.id } })
    }
    await writeWav(files.path(FILE), [music.left, music.right], { sampleRateHz: music.sampleRateHz, format: 'pcm16' })
    return { description: music.description }
  })
  return { file: entry.file(FILE), description: entry.value.description }
}
