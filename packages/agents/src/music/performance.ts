import type { Arrangement } from './arrangement.ts'
import { createHall } from './hall.ts'
import { INSTRUMENTS } from './instruments.ts'
import { MOODS } from './moods.ts'
import type { Note } from './note.ts'
import { onePole, SAMPLE_RATE_HZ } from './waves.ts'

/** A stretch of a piece as sound. */
export interface Block {
  readonly left: Float32Array
  readonly right: Float32Array
}

const BLOCK_FRAMES = 8192
/** Sounds are kept up to this much, since they come again and again. */
const KEPT_FRAMES = SAMPLE_RATE_HZ * 120

/** Above this, peaks are rounded off; nothing reaches the second. */
const [KNEE, PEAK] = [10 ** (-6 / 20), 10 ** (-2 / 20)]

const FADE_IN_SECONDS = 0.02
/** The last chord has died away by itself; this is for what is left of the hall. */
const FADE_OUT_SECONDS = 0.7

/** A note that is sounding. */
interface Sounding {
  readonly samples: Float32Array
  readonly start: number
  readonly left: number
  readonly right: number
  readonly room: number
}

/**
 * Plays an arrangement, block by block: only the notes that are sounding are in memory. Ends in silence exactly at its
 * duration. Every block is a new one.
 */
export function* perform({ form, notes, style }: Arrangement): Generator<Block, void, undefined> {
  const frames = Math.round(form.durationSeconds * SAMPLE_RATE_HZ)
  const { reverb, gain } = MOODS[style]
  const hall = createHall(reverb.decaySeconds, reverb.level)
  const tones = [createBalance(), createBalance()] as const
  const begin = createPlayer()
  const toHall = new Float32Array(BLOCK_FRAMES)
  let sounding: Sounding[] = []
  let next = 0
  for (let from = 0; from < frames; from += BLOCK_FRAMES) {
    const to = Math.min(frames, from + BLOCK_FRAMES)
    for (; next < notes.length && startOf(notes[next] as Note) < to; next++) sounding.push(begin(notes[next] as Note))
    const [left, right] = [new Float32Array(to - from), new Float32Array(to - from)]
    toHall.fill(0)
    for (const note of sounding) addNote(note, from, left, right, toHall)
    hall.addTo(toHall, left, right, to - from)
    for (const [channel, samples] of [left, right].entries()) {
      tones[channel as 0 | 1](samples)
      finish(samples, from, frames, gain)
    }
    sounding = sounding.filter((note) => note.start + note.samples.length > to)
    yield { left, right }
  }
}

const startOf = (note: Note): number => Math.max(0, Math.round(note.startSeconds * SAMPLE_RATE_HZ))

/** Plays notes, and keeps what was made lately for when it comes again. */
function createPlayer(): (note: Note) => Sounding {
  const kept = new Map<string, Float32Array>()
  let keptFrames = 0
  const soundOf = (note: Note): Float32Array => {
    const instrument = INSTRUMENTS[note.instrument]
    const key = `${note.instrument} ${note.pitch} ${instrument.sustains ? note.durationSeconds.toFixed(4) : ''}`
    const found = kept.get(key)
    const samples = found ?? instrument.play(note.pitch, note.durationSeconds)
    // Taken out and put in again, so that the first one is the one not used for longest.
    kept.delete(key)
    kept.set(key, samples)
    if (!found) keptFrames += samples.length
    for (const [oldest, { length }] of kept) {
      if (keptFrames <= KEPT_FRAMES) break
      kept.delete(oldest)
      keptFrames -= length
    }
    return samples
  }
  return (note) => {
    const { gain: instrumentGain, room } = INSTRUMENTS[note.instrument]
    const gain = note.level * instrumentGain
    const angle = ((note.pan + 1) * Math.PI) / 4
    const [left, right] = [gain * Math.cos(angle), gain * Math.sin(angle)]
    return { samples: soundOf(note), start: startOf(note), left, right, room: gain * room }
  }
}

function addNote(note: Sounding, from: number, left: Float32Array, right: Float32Array, hall: Float32Array): void {
  const first = Math.max(0, note.start - from)
  const last = Math.min(left.length, note.start + note.samples.length - from)
  const offset = from - note.start
  for (let index = first; index < last; index++) {
    const value = note.samples[offset + index] as number
    left[index] = (left[index] as number) + value * note.left
    right[index] = (right[index] as number) + value * note.right
    hall[index] = (hall[index] as number) + value * note.room
  }
}

/** Room for the voice: less below 200 Hz and above 2.5 kHz, and nothing that stands still. */
function createBalance(): (samples: Float32Array) => void {
  const [still, low, high] = [onePole(28), onePole(200), onePole(2500)]
  let [offset, lows, belowHigh] = [0, 0, 0]
  return (samples) => {
    for (let index = 0; index < samples.length; index++) {
      const input = samples[index] as number
      offset += still * (input - offset)
      const value = input - offset
      lows += low * (value - lows)
      belowHigh += high * (value - belowHigh)
      samples[index] = belowHigh + 0.6 * (value - belowHigh) - 0.3 * lows
    }
  }
}

/** Sets the level, rounds off what is too high, and lets the piece begin and end in silence. */
function finish(samples: Float32Array, from: number, frames: number, gain: number): void {
  const fadeIn = FADE_IN_SECONDS * SAMPLE_RATE_HZ
  const fadeOut = FADE_OUT_SECONDS * SAMPLE_RATE_HZ
  for (let index = 0; index < samples.length; index++) {
    const since = from + index
    const left = frames - 1 - since
    const fade = since < fadeIn ? since / fadeIn : left < fadeOut ? 0.5 - 0.5 * Math.cos((Math.PI * left) / fadeOut) : 1
    samples[index] = rounded((samples[index] as number) * gain) * fade
  }
}

function rounded(value: number): number {
  const over = Math.abs(value) - KNEE
  if (over <= 0) return value
  return Math.sign(value) * (KNEE + (PEAK - KNEE) * Math.tanh(over / (PEAK - KNEE)))
}
