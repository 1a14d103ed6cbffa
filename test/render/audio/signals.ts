import { spawnSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRandom, Timeline, type AudioClip } from '@mavs/core'
import { onTestFinished } from 'vitest'

/** Seconds of a signal given as a function of time. */
export function signal(seconds: number, sampleRateHz: number, at: (seconds: number) => number): Float32Array {
  return Float32Array.from({ length: Math.round(seconds * sampleRateHz) }, (_, index) => at(index / sampleRateHz))
}

export const sine = (frequencyHz: number, levelDb: number) => (seconds: number) =>
  10 ** (levelDb / 20) * Math.sin(2 * Math.PI * frequencyHz * seconds)

/** Something like speech: noisy syllables, four a second, with a pause of .7 s every three seconds. */
export function babble(seconds: number, sampleRateHz: number, levelDb = -15): Float32Array {
  const random = createRandom(7)
  let smooth = 0
  return signal(seconds, sampleRateHz, (time) => {
    smooth += 0.25 * (random() * 2 - 1 - smooth)
    const syllable = Math.max(0, Math.sin(Math.PI * 4 * time)) ** 0.5
    const voiced = Math.sin(2 * Math.PI * 120 * time) + 0.6 * Math.sin(2 * Math.PI * 720 * time)
    return time % 3 > 2.3 ? 0 : 10 ** (levelDb / 20) * syllable * (0.4 * smooth + 0.4 * voiced)
  })
}

/** The largest difference between neighbouring samples. */
export function largestStep(samples: Float32Array): number {
  let largest = 0
  for (let index = 1; index < samples.length; index++) {
    largest = Math.max(largest, Math.abs((samples[index] as number) - (samples[index - 1] as number)))
  }
  return largest
}

/** RMS level in dBFS between two times. */
export function levelDb(samples: Float32Array, sampleRateHz: number, fromSeconds: number, toSeconds: number): number {
  const part = samples.subarray(Math.round(fromSeconds * sampleRateHz), Math.round(toSeconds * sampleRateHz))
  return 10 * Math.log10(part.reduce((sum, value) => sum + value * value, 0) / part.length)
}

/** A folder that is gone after the test. */
export async function temporaryDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'mavs-audio-'))
  onTestFinished(() => rm(directory, { recursive: true, force: true }))
  return directory
}

/** A timeline with nothing to see and these sounds. */
export function timelineOf(
  durationSeconds: number,
  tracks: { readonly narration?: readonly AudioClip[]; readonly music?: readonly AudioClip[] },
): Timeline {
  return Timeline.parse({
    version: 1,
    title: 'Test',
    format: { widthPx: 320, heightPx: 180, frameRate: 25 },
    durationSeconds,
    style: 'professional',
    seed: 1,
    tracks: {
      scenes: [{ id: 'a', startSeconds: 0, endSeconds: durationSeconds, visual: { kind: 'title', headline: 'Test' } }],
      ...tracks,
    },
  })
}

/** Whether the ffmpeg that cross-checks need is on this machine. */
export const hasFfmpeg = spawnSync('ffmpeg', ['-version']).status === 0

/** Integrated loudness and true peak as ffmpeg's ebur128 filter sees them. */
export function measureWithFfmpeg(file: string): { readonly integratedLufs: number; readonly truePeakDbtp: number } {
  const options = ['-hide_banner', '-nostats', '-i', file, '-af', 'ebur128=peak=true', '-f', 'null', '-']
  const summary = spawnSync('ffmpeg', options).stderr.toString().split('Summary:')[1] ?? ''
  const number = (label: string) => Number(new RegExp(`${label}:\\s+(-?[\\d.]+|-inf)`).exec(summary)?.[1])
  return { integratedLufs: number('I'), truePeakDbtp: number('Peak') }
}
