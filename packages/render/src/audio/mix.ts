import { rename, rm } from 'node:fs/promises'
import type { AudioClip, Timeline } from '@mavs/core/essentials'
import { planAccents } from './accents.ts'
import { planBalance } from './balance.ts'
import { forEachBlock, type BlockOptions } from './blocks.ts'
import { checkClips } from './clip-checks.ts'
import { SILENCE_LUFS } from './loudness.ts'
import { writeMaster } from './master.ts'
import { openMix, openMusic, type MixSourceOptions } from './mix-source.ts'
import { makeVoiceStem } from './voice-stem.ts'
import { createPowerSteps } from './weighting.ts'

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
const MOST_ATTEMPTS = 6
/** What is quieter than this is not turned up to full level: it would be noise. */
const MOST_GAIN_DB = 40

/**
 * Mixes a timeline's narration and music into one file of exactly its duration: voice treated and levelled, music ducked
 * under it, soft accents on transitions, the whole at −16 LUFS and under −3 dBTP. A timeline without voice and music
 * gives digital silence. Answers with the integrated loudness in LUFS, −70 for silence. Same timeline and files, same
 * bytes. Throws `TIMELINE_INVALID`, naming the clip's path, for one that is no readable WAV file.
 */
export async function mixAudio(timeline: Timeline, directory: string, options: MixOptions): Promise<number> {
  const voiceFile = `${options.output}.voice`
  const partial = `${options.output}.partial`
  await checkClips(timeline, directory)
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
  const common = { sampleRateHz: MIX_SAMPLE_RATE_HZ, directory, durationSeconds, signal }
  const voice = await makeVoiceStem(tracks.narration, { ...common, output: voiceFile })
  const musicSteps = tracks.music.length > 0 ? await measureMusic(tracks.music, common) : []
  const balance = planBalance(voice, musicSteps)
  const accents = balance.leadLufs > SILENCE_LUFS ? planAccents(timeline, voice.speech) : []
  return { ...common, voice, voiceFile, music: tracks.music, balance, accents }
}

/** The music's K-weighted power in steps of 100 ms. */
async function measureMusic(
  clips: readonly AudioClip[],
  options: BlockOptions & { readonly directory: string },
): Promise<readonly number[]> {
  const power = createPowerSteps(options.sampleRateHz)
  const music = openMusic(clips, options)
  try {
    await forEachBlock(options, async (left, right, count) => {
      await music.read(left, right)
      power.push(left, right, count)
    })
  } finally {
    await music.close()
  }
  return power.steps
}

/** Writes the mix at the target level; measured on what was written, and written again while it is off. */
async function writeLevelled(source: MixSourceOptions, file: string, signal: AbortSignal): Promise<number> {
  const { mixLufs } = source.balance
  if (mixLufs <= SILENCE_LUFS) return writeLimited(source, 0, file, signal)
  const expectedLossDb = source.voice.steps.length > 0 ? SPEECH_LOSS_DB : 0
  let gainDb = Math.min(MOST_GAIN_DB, TARGET_LUFS - mixLufs + expectedLossDb)
  let before: { readonly gainDb: number; readonly lufs: number } | undefined
  for (let attempt = 1; ; attempt++) {
    const lufs = await writeLimited(source, gainDb, file, signal)
    const missing = TARGET_LUFS - lufs
    if (Math.abs(missing) <= TOLERANCE_LU || attempt === MOST_ATTEMPTS || gainDb >= MOST_GAIN_DB) return lufs
    // How much louder a dB more makes it; the limiter takes the rest.
    const slope = before ? (lufs - before.lufs) / (gainDb - before.gainDb) : 0.8
    before = { gainDb, lufs }
    gainDb = Math.min(MOST_GAIN_DB, gainDb + missing / Math.max(0.1, Math.min(1, slope)))
  }
}

async function writeLimited(
  source: MixSourceOptions,
  gainDb: number,
  file: string,
  signal: AbortSignal,
): Promise<number> {
  const mix = await openMix(source)
  try {
    return await writeMaster(mix, { ...source, gainDb, ceilingDbtp: CEILING_DBTP, file, signal })
  } finally {
    await mix.close()
  }
}
