import { createRandom } from '@mavs/core/essentials'
import { raisedCosine } from './track.ts'

/** Air that moves, slowly or fast; paper; a soft brush; a small hard or wooden stroke; a low, soft one. */
export type AccentSound = 'breath' | 'whip' | 'rustle' | 'brush' | 'tick' | 'tap' | 'thud'

/** What a sound is made from. */
export interface SoundOptions {
  readonly sampleRateHz: number
  readonly durationSeconds: number
  readonly seed: number
}

/** A short stereo sound that begins and ends in silence, at no particular level. */
export interface Sound {
  readonly left: Float32Array
  readonly right: Float32Array
}

/** Makes an accent's sound. Same arguments, same samples. */
export function makeAccentSound(sound: AccentSound, options: SoundOptions): Sound {
  return SOUNDS[sound](options)
}

const SOUNDS: Readonly<Record<AccentSound, (options: SoundOptions) => Sound>> = {
  breath: (options) => moving(options, { fromHz: 420, peakHz: 1500, toHz: 650, width: 0.9, peakAt: 0.42 }),
  whip: (options) => moving(options, { fromHz: 600, peakHz: 2800, toHz: 900, width: 0.7, peakAt: 0.6 }),
  brush: (options) =>
    moving(options, {
      fromHz: 1300,
      peakHz: 2400,
      toHz: 1700,
      width: 1.1,
      peakAt: 0.4,
      grain: { hz: 22, depth: 0.55 },
    }),
  rustle: (options) =>
    moving(options, {
      fromHz: 2600,
      peakHz: 4200,
      toHz: 3000,
      width: 1.3,
      peakAt: 0.35,
      grain: { hz: 55, depth: 0.9 },
    }),
  tick: (options) => struck(options, { hz: 1900, fallHz: 0, decaySeconds: 0.022, attackSeconds: 0.003 }),
  tap: (options) => struck(options, { hz: 720, fallHz: 260, decaySeconds: 0.04, attackSeconds: 0.004 }),
  thud: (options) => struck(options, { hz: 62, fallHz: 70, decaySeconds: 0.11, attackSeconds: 0.008 }),
}

interface Movement {
  /** Middle of the band of noise at the beginning, at its loudest and at the end. */
  readonly fromHz: number
  readonly peakHz: number
  readonly toHz: number
  /** Of the band, against its middle. */
  readonly width: number
  /** When it is loudest, as a share of its duration. */
  readonly peakAt: number
  /** Uneven as paper or bristles: how often, and how much. */
  readonly grain?: { readonly hz: number; readonly depth: number }
}

/** Noise through a band that rises and falls, going from the right to the left as pictures do. */
function moving(options: SoundOptions, movement: Movement): Sound {
  const { sampleRateHz, durationSeconds, seed } = options
  const length = Math.round(durationSeconds * sampleRateHz)
  const [left, right] = [new Float32Array(length), new Float32Array(length)]
  const random = createRandom(seed)
  const [near, far] = [createBand(sampleRateHz, movement.width), createBand(sampleRateHz, movement.width)]
  const grain = createGrain(movement.grain, sampleRateHz, random)
  for (let index = 0; index < length; index++) {
    const time = index / length
    const rise = raisedCosine(time < movement.peakAt ? time / movement.peakAt : (1 - time) / (1 - movement.peakAt))
    const edgeHz = time < movement.peakAt ? movement.fromHz : movement.toHz
    const hz = edgeHz + (movement.peakHz - edgeHz) * rise
    const level = rise * rise * grain()
    const [middle, side] = [near(random() * 2 - 1, hz), far(random() * 2 - 1, hz)]
    const angle = (0.5 - 0.35 * Math.cos(Math.PI * (1 - time))) * (Math.PI / 2)
    left[index] = level * (middle * Math.cos(angle) + 0.35 * side)
    right[index] = level * (middle * Math.sin(angle) - 0.35 * side)
  }
  return { left, right }
}

/** A steep band-pass whose middle may move with every sample: two gentle ones after each other. */
function createBand(sampleRateHz: number, width: number): (value: number, hz: number) => number {
  const [first, second] = [createGentleBand(width), createGentleBand(width)]
  return (value, hz) => {
    const g = Math.tan((Math.PI * hz) / sampleRateHz)
    return second(first(value, g), g)
  }
}

/** Simper's state-variable filter, 6 dB an octave on each side. */
function createGentleBand(width: number): (value: number, g: number) => number {
  let first = 0
  let second = 0
  return (value, g) => {
    const band = (first + g * (value - second)) / (1 + g * (g + width))
    const low = second + g * band
    first = 2 * band - first
    second = 2 * low - second
    return band * width
  }
}

/** A level that wanders between 1 and 1 − depth, by a new step at random times. */
function createGrain(grain: Movement['grain'], sampleRateHz: number, random: () => number): () => number {
  if (!grain) return () => 1
  const smoothing = 1 - Math.exp((-2 * Math.PI * grain.hz * 2) / sampleRateHz)
  let [target, level] = [1, 1]
  return () => {
    if (random() < grain.hz / sampleRateHz) target = 1 - grain.depth * random()
    level += smoothing * (target - level)
    return level
  }
}

interface Stroke {
  readonly hz: number
  /** How much higher it begins; it falls within the first part of its decay. */
  readonly fallHz: number
  readonly decaySeconds: number
  readonly attackSeconds: number
}

const ENDING_SECONDS = 0.08

/** A tone that decays at once, in the middle. */
function struck({ sampleRateHz, durationSeconds }: SoundOptions, stroke: Stroke): Sound {
  const length = Math.round(durationSeconds * sampleRateHz)
  const samples = new Float32Array(length)
  let phase = 0
  for (let index = 0; index < length; index++) {
    const time = index / sampleRateHz
    phase += (2 * Math.PI * (stroke.hz + stroke.fallHz * Math.exp((-3 * time) / stroke.decaySeconds))) / sampleRateHz
    const attack = raisedCosine(Math.min(1, time / stroke.attackSeconds))
    const ending = raisedCosine(Math.min(1, (durationSeconds - time) / ENDING_SECONDS))
    samples[index] = attack * ending * Math.exp(-time / stroke.decaySeconds) * Math.sin(phase)
  }
  return { left: samples, right: samples }
}
