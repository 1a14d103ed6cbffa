import {
  seedFrom,
  VideoError,
  type AgentContext,
  type Music,
  type MusicProvider,
  type MusicRequest,
  type Narration,
} from '@mavs/core'
import { createWav } from '@mavs/render'
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
    const seconds = await writeMusic(music, files.path(FILE), context.signal)
    if (Math.abs(seconds - request.durationSeconds) > 0.05) {
      const message = `music provider "${provider.id}" composed ${seconds.toFixed(2)} s, but ${request.durationSeconds.toFixed(2)} s were asked for`
      throw new VideoError('AGENT_OUTPUT_INVALID', message, { details: { provider: provider.id } })
    }
    return { description: music.description }
  })
  return { file: entry.file(FILE), description: entry.value.description }
}

/** Writes a piece block by block and tells how many seconds it lasts. */
async function writeMusic({ blocks, sampleRateHz }: Music, file: string, signal: AbortSignal): Promise<number> {
  const wav = await createWav(file, { sampleRateHz, channels: 2, format: 'pcm16' })
  let frames = 0
  try {
    for await (const { left, right } of blocks) {
      signal.throwIfAborted()
      await wav.write(left, right)
      frames += left.length
    }
  } finally {
    await wav.close()
  }
  return frames / sampleRateHz
}
