import { frequencyOf } from './theory.ts'
import {
  addPartial,
  addTable,
  createTable,
  ease,
  noise,
  SAMPLE_RATE_HZ,
  silence,
  soften,
  thin,
  type Spectrum,
} from './waves.ts'

/* Each function makes one whole note, peak about 1, that begins and ends in silence. */

/** What a sustained tone is made from. */
export interface SustainedSound {
  readonly spectrum: Spectrum
  readonly cutoffHz: number
  readonly attackSeconds: number
  readonly releaseSeconds: number
  /** Detuning of each voice in cents. */
  readonly cents: readonly number[]
  /** How far the level of each voice swells and ebbs, 0 to 1. */
  readonly tremolo: number
}

/** A sustained, slowly swelling tone of several slightly detuned voices. */
export function sustained(pitch: number, seconds: number, sound: SustainedSound): Float32Array {
  const frequencyHz = frequencyOf(pitch)
  const samples = silence(seconds + sound.releaseSeconds)
  const table = createTable(frequencyHz, sound.spectrum, sound.cutoffHz)
  for (const [voice, cents] of sound.cents.entries()) {
    const rate = (2 * Math.PI * (3.1 + 0.9 * voice)) / SAMPLE_RATE_HZ
    const level = (index: number) => (1 + sound.tremolo * Math.sin(rate * index)) / sound.cents.length
    addTable(samples, table, frequencyHz * 2 ** (cents / 1200), level, (voice * 0.37) % 1)
  }
  return ease(samples, Math.min(sound.attackSeconds, seconds), sound.releaseSeconds)
}

/** A part of a struck sound; the ratio is that of its frequency to the note's. */
export type Partial = readonly [ratio: number, amplitude: number, decaySeconds: number]

/** A struck bar or bell: partials that decay, the higher the sooner. */
export function struck(pitch: number, partials: readonly Partial[], attackSeconds: number): Float32Array {
  const longest = Math.max(...partials.map(([, , decay]) => decay))
  const samples = silence(longest)
  // Low notes ring longer than high ones.
  const register = 2 ** ((72 - pitch) / 36)
  for (const [ratio, amplitude, decay] of partials) {
    addPartial(samples, frequencyOf(pitch) * ratio, amplitude, decay * Math.min(1, register))
  }
  return ease(samples, attackSeconds, 0.03)
}

/** A plucked string: noise running round a delay line that is one period long (Karplus and Strong, 1983). */
export function plucked(
  pitch: number,
  sound: { readonly decaySeconds: number; readonly brightnessHz: number; readonly damping: number },
): Float32Array {
  const frequencyHz = frequencyOf(pitch)
  const samples = silence(sound.decaySeconds)
  // The averaging below delays by `damping` samples; the rest of the period is a whole delay and an all-pass fraction.
  const period = SAMPLE_RATE_HZ / frequencyHz - sound.damping
  const length = Math.floor(period - 0.2)
  const fraction = period - length
  const allPass = (1 - fraction) / (1 + fraction)
  const line = exciteString(length, pitch, sound.brightnessHz)
  const loss = 10 ** (-3 / (sound.decaySeconds * frequencyHz))
  let [at, before, passedIn, passedOut] = [0, 0, 0, 0]
  for (let index = 0; index < samples.length; index++) {
    const value = line[at] as number
    samples[index] = value
    const averaged = loss * ((1 - sound.damping) * value + sound.damping * before)
    before = value
    passedOut = allPass * (averaged - passedOut) + passedIn
    passedIn = averaged
    line[at] = passedOut
    at = at + 1 === length ? 0 : at + 1
  }
  return ease(normalise(thin(samples, 60)), 0.002, 0.06)
}

/** The pluck itself: soft noise without a mean, combed as by a finger at a fifth of the string. */
function exciteString(length: number, seed: number, brightnessHz: number): Float32Array {
  // Filtered twice around: the line is a ring, and a seam in it would click in every period.
  const period = noise(length, seed)
  const ring = Float32Array.from({ length: length * 3 }, (_, index) => period[index % length] as number)
  const raw = soften(soften(ring, brightnessHz), brightnessHz).slice(-length)
  const position = Math.max(1, Math.round(length / 5))
  const combed = raw.map((value, index) => value - (raw[(index + position) % length] as number))
  const mean = combed.reduce((sum, value) => sum + value, 0) / length
  return combed.map((value) => value - mean)
}

/** Two sines, one bending the other: an electric piano. */
export function electric(pitch: number, seconds: number, decaySeconds: number): Float32Array {
  const frequencyHz = frequencyOf(pitch)
  const samples = silence(Math.max(seconds + 0.25, 0.4))
  const turn = (2 * Math.PI * frequencyHz) / SAMPLE_RATE_HZ
  const softness = 2 ** ((60 - pitch) / 30)
  let envelope = 1
  const shrink = 10 ** (-3 / (decaySeconds * SAMPLE_RATE_HZ))
  for (let index = 0; index < samples.length; index++) {
    const bend = 0.9 * softness * envelope * envelope * Math.sin(turn * index)
    samples[index] = envelope * Math.sin(turn * index + bend)
    envelope *= shrink
  }
  addPartial(samples, frequencyHz * 4, 0.06, 0.25)
  return ease(samples, 0.004, 0.25)
}

/** A bright tone that closes quickly: a dark and a bright wave with levels of their own. */
export function closing(
  pitch: number,
  seconds: number,
  sound: {
    readonly brightHz: number
    readonly darkHz: number
    readonly closeSeconds: number
    readonly decaySeconds: number
  },
): Float32Array {
  const frequencyHz = frequencyOf(pitch)
  const samples = silence(Math.max(0.12, seconds) + 0.12)
  const saw: Spectrum = (harmonic) => 1 / harmonic
  const decay = (time: number) => (index: number) => Math.exp((-6.9 * index) / (time * SAMPLE_RATE_HZ))
  const [closeLevel, bodyLevel] = [decay(sound.closeSeconds), decay(sound.decaySeconds)]
  for (const cents of [-5, 5]) {
    const detuned = frequencyHz * 2 ** (cents / 1200)
    addTable(samples, createTable(frequencyHz, saw, sound.darkHz), detuned, (index) => 0.35 * bodyLevel(index), 0.1)
    addTable(samples, createTable(frequencyHz, saw, sound.brightHz), detuned, (index) => 0.2 * closeLevel(index), 0.1)
  }
  return ease(samples, 0.003, 0.1)
}

/** A round low tone of a few harmonics. */
export function low(pitch: number, seconds: number, spectrum: Spectrum, decaySeconds: number): Float32Array {
  const frequencyHz = frequencyOf(pitch)
  const samples = silence(seconds + 0.12)
  const level = (index: number) => Math.exp((-6.9 * index) / (decaySeconds * SAMPLE_RATE_HZ))
  addTable(samples, createTable(frequencyHz, spectrum, 1200), frequencyHz, level)
  return ease(samples, 0.012, Math.min(0.12, seconds))
}

function normalise(samples: Float32Array): Float32Array {
  const peak = samples.reduce((highest, value) => Math.max(highest, Math.abs(value)), 0)
  return peak === 0 ? samples : samples.map((value) => value / peak)
}
