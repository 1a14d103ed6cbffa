import { rename, rm } from 'node:fs/promises'
import type { Timeline } from '@mavs/core'
import { forEachBlock } from './blocks.ts'
import { createLoudnessMeter, SILENCE_LUFS, type Loudness } from './loudness.ts'
import { writeMaster } from './master.ts'
import { openMix, openMusic, type MixSource, type MixSourceOptions } from './mix-source.ts'
import { makeVoiceStem } from './voice-stem.ts'

/** How a mix is made and where it goes. */
export interface MixOptions {
  readonly signal: AbortSignal
  /** Where the mix goes: a 48 kHz stereo float WAV. It appears there whole or not at all. */
  readonly output: string
}

const MIX_SAMPLE_RATE_HZ = 48_000
/** Integrated loudness of every mix that is not silent. */
export const TARGET_LUFS = -16
/** AAC at 96 kbit/s was seen to add 1.2 dB to peaks; −1.5 dBTP must hold after it. */
export const CEILING_DBTP = -3.4

/** The limiter makes a mix quieter than planned: the level is set again until it is this close. */
const TOLERANCE_LU = 0.12
/** What the limiter was seen to take from speech; planned for, the first attempt is usually the last. */
const SPEECH_LOSS_DB = 0.25
const MOST_ATTEMPTS = 4
/** What is quieter than this is not turned up to full level: it would be noise. */
const MOST_GAIN_DB = 40

/**
 * Mixes a timeline's narration and music into one file of exactly its duration: voice treated and levelled, music ducked
 * under it, the whole at −16 LUFS and under −3 dBTP. A timeline without any sound gives digital silence, for
 * which −70 LUFS and −120 dBTP are reported. Same timeline and files, same bytes. Throws `TIMELINE_INVALID` for a clip
 * that is no readable WAV file.
 */
export async function mixAudio(timeline: Timeline, directory: string, options: MixOptions): Promise<Loudness> {
  const voiceFile = `${options.output}.voice`
  const partial = `${options.output}.partial`
  try {
    const source = await prepare(timeline, directory, voiceFile, options.signal)
    const loudness = await writeLevelled(source, partial, options.signal)
    await rename(partial, options.output)
    return loudness
  } finally {
    await rm(voiceFile, { force: true })
    await rm(partial, { force: true })
  }
}

/** Makes the voice and measures the music, so that their balance is known. */
async function prepare(
  timeline: Timeline,
  directory: string,
  voiceFile: string,
  signal: AbortSignal,
): Promise<MixSourceOptions> {
  const { durationSeconds, tracks } = timeline
  const common = { sampleRateHz: MIX_SAMPLE_RATE_HZ, directory, durationSeconds }
  const voice = await makeVoiceStem(tracks.narration, { ...common, signal, output: voiceFile })
  const source = { ...common, voice, voiceFile, music: tracks.music, musicLufs: SILENCE_LUFS }
  if (tracks.music.length === 0) return source
  return { ...source, musicLufs: await measureSource(source, openMusic(source), signal) }
}

/** Loudness of a stream that is read to its end and closed. */
async function measureSource(
  { sampleRateHz, durationSeconds }: MixSourceOptions,
  stream: MixSource,
  signal: AbortSignal,
): Promise<number> {
  const meter = createLoudnessMeter(sampleRateHz, { truePeak: false })
  try {
    await forEachBlock({ sampleRateHz, durationSeconds, signal }, async (left, right) => {
      await stream.read(left, right)
      meter.push(left, right)
    })
  } finally {
    await stream.close()
  }
  return meter.result().integratedLufs
}

/** Writes the mix at the target level; measured on what was written, and written again while it is off. */
async function writeLevelled(source: MixSourceOptions, file: string, signal: AbortSignal): Promise<Loudness> {
  const mixLufs = await measureSource(source, await openMix(source), signal)
  if (mixLufs <= SILENCE_LUFS) return writeLimited(source, 0, file, signal)
  const expectedLossDb = source.voice.speech.length > 0 ? SPEECH_LOSS_DB : 0
  let gainDb = Math.min(MOST_GAIN_DB, TARGET_LUFS - mixLufs + expectedLossDb)
  for (let attempt = 1; ; attempt++) {
    const loudness = await writeLimited(source, gainDb, file, signal)
    const missing = TARGET_LUFS - loudness.integratedLufs
    if (Math.abs(missing) <= TOLERANCE_LU || attempt === MOST_ATTEMPTS || gainDb >= MOST_GAIN_DB) return loudness
    // Some of what is added goes into the limiter again.
    gainDb = Math.min(MOST_GAIN_DB, gainDb + missing * 1.25)
  }
}

async function writeLimited(
  source: MixSourceOptions,
  gainDb: number,
  file: string,
  signal: AbortSignal,
): Promise<Loudness> {
  const mix = await openMix(source)
  try {
    return await writeMaster(mix, { ...source, gainDb, ceilingDbtp: CEILING_DBTP, file, signal })
  } finally {
    await mix.close()
  }
}
