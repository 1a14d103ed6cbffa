import type { Arrangement } from './arrangement.ts'
import { createHall } from './hall.ts'
import { INSTRUMENTS } from './instruments.ts'
import { MOODS } from './moods.ts'
import type { Note } from './note.ts'
import { onePole, SAMPLE_RATE_HZ } from './waves.ts'

/** A piece as sound. */
export interface Performance {
  readonly left: Float32Array
  readonly right: Float32Array
}

const BLOCK_FRAMES = 8192
/** Sounds this short are kept, since they come again and again. */
const KEPT_FRAMES = SAMPLE_RATE_HZ * 4
const MOST_KEPT = 400

/** RMS level and highest peak of the result. */
const LEVEL = 10 ** (-20 / 20)
const PEAK = 10 ** (-2 / 20)

const FADE_IN_SECONDS = 0.02
const FADE_OUT_SECONDS = 1.6

/** A note that is sounding. */
interface Sounding {
  readonly samples: Float32Array
  readonly start: number
  readonly left: number
  readonly right: number
  readonly room: number
}

/**
 * Plays an arrangement, block by block: beside the result only the notes that are sounding are in memory. Ends in
 * silence exactly at its duration.
 */
export function perform({ form, notes, style }: Arrangement): Performance {
  const frames = Math.round(form.durationSeconds * SAMPLE_RATE_HZ)
  const [left, right] = [new Float32Array(frames), new Float32Array(frames)]
  const { decaySeconds, level } = MOODS[style].reverb
  const hall = createHall(decaySeconds, level)
  const tones = [createBalance(), createBalance()] as const
  const begin = createPlayer()
  const toHall = new Float32Array(BLOCK_FRAMES)
  let sounding: Sounding[] = []
  let next = 0
  for (let from = 0; from < frames; from += BLOCK_FRAMES) {
    const to = Math.min(frames, from + BLOCK_FRAMES)
    for (; next < notes.length && startOf(notes[next] as Note) < to; next++) sounding.push(begin(notes[next] as Note))
    const [blockLeft, blockRight] = [left.subarray(from, to), right.subarray(from, to)]
    toHall.fill(0)
    for (const note of sounding) addNote(note, from, blockLeft, blockRight, toHall)
    hall.addTo(toHall, blockLeft, blockRight, to - from)
    tones[0](blockLeft)
    tones[1](blockRight)
    sounding = sounding.filter((note) => note.start + note.samples.length > to)
  }
  return finish({ left, right })
}

const startOf = (note: Note): number => Math.max(0, Math.round(note.startSeconds * SAMPLE_RATE_HZ))

/** Plays notes, and keeps short ones for when they come again. */
function createPlayer(): (note: Note) => Sounding {
  const kept = new Map<string, Float32Array>()
  return (note) => {
    const instrument = INSTRUMENTS[note.instrument]
    const key = `${note.instrument} ${note.pitch} ${instrument.sustains ? note.durationSeconds.toFixed(4) : ''}`
    const samples = kept.get(key) ?? instrument.play(note.pitch, note.durationSeconds)
    if (samples.length <= KEPT_FRAMES && kept.size < MOST_KEPT) kept.set(key, samples)
    const gain = note.level * instrument.gain
    const angle = ((note.pan + 1) * Math.PI) / 4
    return {
      samples,
      start: startOf(note),
      left: gain * Math.cos(angle),
      right: gain * Math.sin(angle),
      room: gain * instrument.room,
    }
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

/** Sets the level, and lets the piece begin and end in silence. */
function finish(performance: Performance): Performance {
  const { left, right } = performance
  let [power, peak] = [0, 0]
  for (let index = 0; index < left.length; index++) {
    const [a, b] = [left[index] as number, right[index] as number]
    power += (a * a + b * b) / 2
    peak = Math.max(peak, Math.abs(a), Math.abs(b))
  }
  const gain = peak === 0 ? 0 : Math.min(LEVEL / Math.sqrt(power / left.length), PEAK / peak)
  for (const samples of [left, right]) scaleAndFade(samples, gain)
  return performance
}

function scaleAndFade(samples: Float32Array, gain: number): void {
  const fadeIn = FADE_IN_SECONDS * SAMPLE_RATE_HZ
  const fadeOut = FADE_OUT_SECONDS * SAMPLE_RATE_HZ
  for (let index = 0; index < samples.length; index++) {
    const left = samples.length - 1 - index
    const fade = index < fadeIn ? index / fadeIn : left < fadeOut ? 0.5 - 0.5 * Math.cos((Math.PI * left) / fadeOut) : 1
    samples[index] = (samples[index] as number) * gain * fade
  }
}
