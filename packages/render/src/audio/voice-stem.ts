import type { AudioClip } from '@mavs/core/essentials'
import { findActivity, type Activity, type Span } from './activity.ts'
import { forEachBlock } from './blocks.ts'
import { createTrack, type TrackReader } from './track.ts'
import { createVoiceChain, VOICE_LEVEL_DB, type VoiceChain } from './voice-chain.ts'
import { createWav } from './wav.ts'
import { createPowerSteps } from './weighting.ts'

/** The finished voice as a file, so that the passes over the mix need not make it again. */
export interface VoiceStem {
  /** K-weighted power of every 100 ms; none when nobody speaks, and then there is no file. */
  readonly steps: readonly number[]
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
const MOST_GAIN_DB = 40
/** The room has rung out this long after the last clip. */
const RING_SECONDS = 1

/** Brings all narration clips to one level and runs them through the voice chain. */
export async function makeVoiceStem(clips: readonly AudioClip[], options: VoiceStemOptions): Promise<VoiceStem> {
  const activities: Activity[] = []
  for (const clip of clips) {
    options.signal.throwIfAborted()
    activities.push(await findActivity(clip, options.directory))
  }
  const speech = activities.flatMap((activity) => activity.spans)
  if (speech.length === 0) return { steps: [], speech }
  return { steps: await writeStem(clips, activities, options), speech }
}

async function writeStem(
  clips: readonly AudioClip[],
  activities: readonly Activity[],
  options: VoiceStemOptions,
): Promise<readonly number[]> {
  const { sampleRateHz, directory, durationSeconds, output } = options
  const track = createTrack(clips, {
    sampleRateHz,
    directory,
    fadeSeconds: FADE_SECONDS,
    cutFadeSeconds: FADE_SECONDS,
    endSeconds: durationSeconds,
    gains: activities.map((activity) => levelGain(activity.levelDb)),
  })
  const isDull = activities.some((activity) => activity.sampleRateHz < DULL_BELOW_HZ)
  const voice = createVoice(track, createVoiceChain({ sampleRateHz, isDull }), sampleRateHz)
  const power = createPowerSteps(sampleRateHz)
  const wav = await createWav(output, { sampleRateHz, channels: 2 })
  try {
    await forEachBlock(options, async (left, right, count) => {
      await voice(left, right)
      power.push(left, right, count)
      await wav.write(left, right, count)
    })
  } finally {
    await wav.close()
    await track.close()
  }
  return power.steps
}

/** Reads the track through the chain; where nobody has spoken for a while, it is silent without work. */
function createVoice(track: TrackReader, chain: VoiceChain, sampleRateHz: number) {
  let mono = new Float32Array(0)
  let silentFrames = Infinity
  return async (left: Float32Array, right: Float32Array): Promise<void> => {
    const isHeard = await track.read(left, right)
    silentFrames = isHeard ? 0 : silentFrames + left.length
    if (silentFrames > RING_SECONDS * sampleRateHz + left.length) return
    if (mono.length < left.length) mono = new Float32Array(left.length)
    for (let index = 0; index < left.length; index++) {
      mono[index] = ((left[index] as number) + (right[index] as number)) / 2
    }
    chain.process(mono, left, right, left.length)
  }
}

/** The linear gain that brings a clip to the level that the chain is tuned for. */
function levelGain(levelDb: number): number {
  if (levelDb === -Infinity) return 1
  const gainDb = Math.max(-MOST_GAIN_DB, Math.min(MOST_GAIN_DB, VOICE_LEVEL_DB - levelDb))
  return 10 ** (gainDb / 20)
}
