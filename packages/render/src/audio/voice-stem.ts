import type { AudioClip } from '@mavs/core'
import { findActivity, type Activity, type Span } from './activity.ts'
import { forEachBlock } from './blocks.ts'
import { createLoudnessMeter, SILENCE_LUFS } from './loudness.ts'
import { createTrack } from './track.ts'
import { createVoiceChain, VOICE_LEVEL_DB } from './voice-chain.ts'
import { createWav } from './wav.ts'

/** The finished voice as a file, so that the passes over the mix need not make it again. */
export interface VoiceStem {
  /** Loudness of the whole stem; `SILENCE_LUFS` when nobody speaks, and then there is no file. */
  readonly integratedLufs: number
  /** Where somebody speaks, in seconds. */
  readonly speech: readonly Span[]
}

export interface VoiceStemOptions {
  readonly sampleRateHz: number
  readonly directory: string
  readonly durationSeconds: number
  readonly signal: AbortSignal
  /** Where the stem's stereo WAV goes. */
  readonly output: string
}

/** Every join of the narration fades this long. */
const FADE_SECONDS = 0.012
/** A voice with a lower sample rate has no treble of its own. */
const DULL_BELOW_HZ = 32_000
/** No clip is made louder or quieter than by this. */
const MOST_GAIN_DB = 30

/** Brings all narration clips to one level and runs them through the voice chain. */
export async function makeVoiceStem(clips: readonly AudioClip[], options: VoiceStemOptions): Promise<VoiceStem> {
  const activities: Activity[] = []
  for (const clip of clips) {
    options.signal.throwIfAborted()
    activities.push(await findActivity(clip, options.directory))
  }
  const speech = activities.flatMap((activity) => activity.spans)
  if (speech.length === 0) return { integratedLufs: SILENCE_LUFS, speech }
  return { integratedLufs: await writeStem(clips, activities, options), speech }
}

async function writeStem(
  clips: readonly AudioClip[],
  activities: readonly Activity[],
  { sampleRateHz, directory, durationSeconds, signal, output }: VoiceStemOptions,
): Promise<number> {
  const track = createTrack(clips, {
    sampleRateHz,
    directory,
    fadeSeconds: FADE_SECONDS,
    cutFadeSeconds: FADE_SECONDS,
    endSeconds: durationSeconds,
    gains: activities.map((activity) => levelGain(activity.levelDb)),
  })
  const isDull = activities.some((activity) => activity.sampleRateHz < DULL_BELOW_HZ)
  const chain = createVoiceChain({ sampleRateHz, isDull })
  const meter = createLoudnessMeter(sampleRateHz, { truePeak: false })
  const wav = await createWav(output, { sampleRateHz, channels: 2 })
  try {
    await forEachBlock({ sampleRateHz, durationSeconds, signal }, async (left, right, count) => {
      await track.read(left, right)
      for (let index = 0; index < count; index++) {
        left[index] = ((left[index] as number) + (right[index] as number)) / 2
      }
      chain.process(left.slice(), left, right, count)
      meter.push(left, right, count)
      await wav.write(left, right, count)
    })
  } finally {
    await wav.close()
    await track.close()
  }
  return meter.result().integratedLufs
}

/** The linear gain that brings a clip to the level that the chain is tuned for. */
function levelGain(levelDb: number): number {
  if (levelDb === -Infinity) return 1
  const gainDb = Math.max(-MOST_GAIN_DB, Math.min(MOST_GAIN_DB, VOICE_LEVEL_DB - levelDb))
  return 10 ** (gainDb / 20)
}
