import { clap, hat, kick, shaker, snap } from './percussion.ts'
import { closing, electric, low, plucked, struck, sustained, type Partial, type SustainedSound } from './tones.ts'

/** Something that can be played. */
export interface Instrument {
  /** One whole note, mono, that begins and ends in silence. Same arguments, same samples. */
  play(pitch: number, seconds: number): Float32Array
  /** Level in the mix, linear. */
  readonly gain: number
  /** How much of it is heard in the room, 0 to 1. */
  readonly room: number
  /** Whether the note's length changes its sound. */
  readonly sustains: boolean
}

/** An instrument whose notes are held as long as they are written. */
const held = (gain: number, room: number, play: Instrument['play']): Instrument => ({
  play,
  gain,
  room,
  sustains: true,
})

/** An instrument whose notes die away by themselves. */
const dying = (gain: number, room: number, play: (pitch: number) => Float32Array): Instrument => ({
  play,
  gain,
  room,
  sustains: false,
})

/** Many detuned voices: pads and strings, from harmonics that fall off by `steepness`. */
const choir = (gain: number, room: number, sound: Omit<SustainedSound, 'spectrum'> & { readonly steepness: number }) =>
  held(gain, room, (pitch, seconds) =>
    sustained(pitch, seconds, { ...sound, spectrum: (harmonic) => 1 / harmonic ** sound.steepness }),
  )

/** Bars, bells and strings under a hammer. */
const percussive = (gain: number, room: number, partials: readonly Partial[], attackSeconds: number) =>
  dying(gain, room, (pitch) => struck(pitch, partials, attackSeconds))

/** The orchestra. */
export const INSTRUMENTS = {
  pad: choir(0.16, 0.6, {
    steepness: 2,
    cutoffHz: 1600,
    attackSeconds: 0.9,
    releaseSeconds: 1.1,
    cents: [-4, 0, 5],
    tremolo: 0.08,
  }),
  strings: choir(0.15, 0.8, {
    steepness: 1.4,
    cutoffHz: 2000,
    attackSeconds: 0.7,
    releaseSeconds: 1.2,
    cents: [-7, -2, 3, 8],
    tremolo: 0.12,
  }),
  drone: choir(0.22, 0.5, {
    steepness: 1.5,
    cutoffHz: 500,
    attackSeconds: 1.4,
    releaseSeconds: 1.8,
    cents: [-3, 2, 6],
    tremolo: 0.15,
  }),
  keys: held(0.3, 0.5, (pitch, seconds) => electric(pitch, seconds, 2.4)),
  piano: percussive(
    0.4,
    0.9,
    [
      [1, 0.62, 3.6],
      [2.001, 0.28, 2.4],
      [3.004, 0.14, 1.7],
      [4.009, 0.07, 1.2],
      [5.016, 0.04, 0.8],
      [6.026, 0.02, 0.5],
    ],
    0.006,
  ),
  mallet: percussive(
    0.36,
    0.6,
    [
      [1, 0.8, 0.9],
      [3.98, 0.16, 0.25],
      [9.9, 0.03, 0.07],
    ],
    0.003,
  ),
  bell: percussive(
    0.2,
    0.9,
    [
      [1, 0.6, 2.2],
      [2.002, 0.25, 1.4],
      [3.01, 0.1, 0.8],
      [4.17, 0.05, 0.4],
    ],
    0.004,
  ),
  guitar: dying(0.3, 0.4, (pitch) => plucked(pitch, { decaySeconds: 2.2, brightnessHz: 1500, damping: 0.48 })),
  pizzicato: dying(0.38, 0.7, (pitch) => plucked(pitch, { decaySeconds: 0.7, brightnessHz: 1100, damping: 0.5 })),
  stab: held(0.26, 0.5, (pitch, seconds) =>
    closing(pitch, seconds, { brightHz: 5500, darkHz: 1500, closeSeconds: 0.22, decaySeconds: 0.7 }),
  ),
  bass: held(0.34, 0.05, (pitch, seconds) =>
    low(pitch, seconds, (harmonic) => [1, 0.4, 0.16, 0.06][harmonic - 1] ?? 0, 2.2),
  ),
  synthBass: held(0.3, 0.02, (pitch, seconds) => low(pitch, seconds, (harmonic) => 1 / harmonic ** 1.3, 0.7)),
  kick: dying(0.5, 0.03, kick),
  shaker: dying(0.1, 0.2, shaker),
  hat: dying(0.1, 0.15, hat),
  snap: dying(0.22, 0.5, snap),
  clap: dying(0.24, 0.4, clap),
} satisfies Record<string, Instrument>

export type InstrumentName = keyof typeof INSTRUMENTS
