import { join } from 'node:path'
import type { AudioClip } from '@mavs/core/essentials'
import { openClip, type ClipReader } from './clip-reader.ts'

/** The clips of one audio track, added up into one stereo stream from the timeline's start. */
export interface TrackReader {
  /** Replaces both arrays by the next samples; tells whether a clip is among them. */
  read(left: Float32Array, right: Float32Array): Promise<boolean>
  close(): Promise<void>
}

export interface TrackOptions {
  readonly sampleRateHz: number
  /** What the clips' files are relative to. */
  readonly directory: string
  /** Fade at the beginning of a clip, and at its natural end. */
  readonly fadeSeconds: number
  /** Fade where the timeline ends a clip before its file does. */
  readonly cutFadeSeconds: number
  /** Where the timeline ends: nothing is heard after it. */
  readonly endSeconds: number
  /** Linear gain of each clip, in the clips' order. Default 1. */
  readonly gains?: readonly number[]
}

interface Placed {
  readonly clip: AudioClip
  readonly gain: number
  readonly start: number
  /** First sample after the clip, as far as the timeline goes. */
  readonly end: number
  reader?: ClipReader
  fadeIn: number
  fadeOut: number
  /** Where the sound itself ends: the clip's end, or its file's if that is shorter. */
  soundEnd: number
}

/** Reads a track. Files are opened when their time comes and closed when it is over. */
export function createTrack(clips: readonly AudioClip[], options: TrackOptions): TrackReader {
  const placed = clips.map((clip, index) => place(clip, options.gains?.[index] ?? 1, options))
  let position = 0
  let scratch = [new Float32Array(0), new Float32Array(0)] as const
  return {
    async read(left, right) {
      left.fill(0)
      right.fill(0)
      let isHeard = false
      if (scratch[0].length < left.length) scratch = [new Float32Array(left.length), new Float32Array(left.length)]
      for (const item of placed) {
        const from = Math.max(position, item.start)
        const to = Math.min(position + left.length, item.end)
        if (from >= to) continue
        isHeard = true
        await ensureOpen(item, options)
        const pieces = [scratch[0].subarray(0, to - from), scratch[1].subarray(0, to - from)] as const
        const count = await (item.reader as ClipReader).read(pieces[0], pieces[1])
        addFaded(item, from, count, pieces[0], left.subarray(from - position))
        addFaded(item, from, count, pieces[1], right.subarray(from - position))
        if (to === item.end) await closeItem(item)
      }
      position += left.length
      return isHeard
    },
    async close() {
      for (const item of placed) await closeItem(item)
    },
  }
}

function place(clip: AudioClip, gain: number, { sampleRateHz, endSeconds }: TrackOptions): Placed {
  const start = Math.round(clip.startSeconds * sampleRateHz)
  const end = Math.round(Math.min(endSeconds, clip.startSeconds + clip.durationSeconds) * sampleRateHz)
  return { clip, gain, start, end, fadeIn: 0, fadeOut: 0, soundEnd: end }
}

/** Only an open file tells whether the timeline cuts it. */
async function ensureOpen(item: Placed, options: TrackOptions): Promise<void> {
  if (item.reader) return
  item.reader = await openClip(join(options.directory, item.clip.file), options.sampleRateHz)
  const length = item.end - item.start
  const sound = Math.min(length, item.reader.frames)
  const isCut = item.reader.frames > length + 1
  const fade = (seconds: number) => Math.min(Math.floor(sound / 2), Math.round(seconds * options.sampleRateHz))
  item.soundEnd = item.start + sound
  item.fadeIn = fade(options.fadeSeconds)
  item.fadeOut = fade(isCut ? options.cutFadeSeconds : options.fadeSeconds)
}

async function closeItem(item: Placed): Promise<void> {
  const { reader } = item
  delete item.reader
  await reader?.close()
}

/** Adds `count` samples that begin at `from` on the timeline, with the clip's gain and its fades. */
function addFaded(item: Placed, from: number, count: number, piece: Float32Array, target: Float32Array): void {
  const { gain, start, soundEnd, fadeIn, fadeOut } = item
  const bodyFrom = Math.max(0, Math.min(count, start + fadeIn - from))
  const bodyTo = Math.max(bodyFrom, Math.min(count, soundEnd - fadeOut - from))
  const faded = (index: number) => {
    const up = Math.min(1, (from + index - start) / fadeIn)
    const down = Math.min(1, (soundEnd - 1 - from - index) / fadeOut)
    const level = gain * (fadeIn > 0 ? raisedCosine(up) : 1) * (fadeOut > 0 ? raisedCosine(Math.max(0, down)) : 1)
    target[index] = (target[index] as number) + (piece[index] as number) * level
  }
  for (let index = 0; index < bodyFrom; index++) faded(index)
  for (let index = bodyFrom; index < bodyTo; index++) {
    target[index] = (target[index] as number) + (piece[index] as number) * gain
  }
  for (let index = bodyTo; index < count; index++) faded(index)
}

/** 0 to 1 without a corner at either end. */
export const raisedCosine = (position: number): number => 0.5 - 0.5 * Math.cos(Math.PI * position)
