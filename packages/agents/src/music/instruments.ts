import { clap, hat, kick, shaker, snap } from './percussion.ts'
import { closing, electric, low, plucked, struck, sustained } from './tones.ts'

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

export type InstrumentName =
  | 'pad'
  | 'strings'
  | 'drone'
  | 'keys'
  | 'piano'
  | 'mallet'
  | 'bell'
  | 'guitar'
  | 'pizzicato'
  | 'stab'
  | 'bass'
  | 'synthBass'
  | 'kick'
  | 'shaker'
  | 'hat'
  | 'snap'
  | 'clap'

const sustains = (gain: number, room: number, play: Instrument['play']): Instrument => ({
  play,
  gain,
  room,
  sustains: true,
})
const rings = (gain: number, room: number, play: (pitch: number) => Float32Array): Instrument => ({
  play,
  gain,
  room,
  sustains: false,
})

/** The orchestra. */
export const INSTRUMENTS: Readonly<Record<InstrumentName, Instrument>> = {
  pad: sustains(0.16, 0.6, (pitch, seconds) =>
    sustained(pitch, seconds, {
      spectrum: (harmonic) => 1 / harmonic ** 2,
      cutoffHz: 1600,
      attackSeconds: 0.9,
      releaseSeconds: 1.1,
      cents: [-4, 0, 5],
      tremolo: 0.08,
    }),
  ),
  strings: sustains(0.15, 0.8, (pitch, seconds) =>
    sustained(pitch, seconds, {
      spectrum: (harmonic) => 1 / harmonic ** 1.4,
      cutoffHz: 2000,
      attackSeconds: 0.7,
      releaseSeconds: 1.2,
      cents: [-7, -2, 3, 8],
      tremolo: 0.12,
    }),
  ),
  drone: sustains(0.22, 0.5, (pitch, seconds) =>
    sustained(pitch, seconds, {
      spectrum: (harmonic) => 1 / harmonic ** 1.5,
      cutoffHz: 500,
      attackSeconds: 1.4,
      releaseSeconds: 1.8,
      cents: [-3, 2, 6],
      tremolo: 0.15,
    }),
  ),
  keys: sustains(0.3, 0.5, (pitch, seconds) => electric(pitch, seconds, 2.4)),
  piano: rings(0.4, 0.9, (pitch) =>
    struck(
      pitch,
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
  ),
  mallet: rings(0.36, 0.6, (pitch) =>
    struck(
      pitch,
      [
        [1, 0.8, 0.9],
        [3.98, 0.16, 0.25],
        [9.9, 0.03, 0.07],
      ],
      0.003,
    ),
  ),
  bell: rings(0.2, 0.9, (pitch) =>
    struck(
      pitch,
      [
        [1, 0.6, 2.2],
        [2.002, 0.25, 1.4],
        [3.01, 0.1, 0.8],
        [4.17, 0.05, 0.4],
      ],
      0.004,
    ),
  ),
  guitar: rings(0.3, 0.4, (pitch) => plucked(pitch, { decaySeconds: 2.2, brightnessHz: 1500, damping: 0.48 })),
  pizzicato: rings(0.38, 0.7, (pitch) => plucked(pitch, { decaySeconds: 0.7, brightnessHz: 1100, damping: 0.5 })),
  stab: sustains(0.26, 0.5, (pitch, seconds) =>
    closing(pitch, seconds, { brightHz: 5500, darkHz: 1500, closeSeconds: 0.22, decaySeconds: 0.7 }),
  ),
  bass: sustains(0.34, 0.05, (pitch, seconds) =>
    low(pitch, seconds, (harmonic) => [1, 0.4, 0.16, 0.06][harmonic - 1] ?? 0, 2.2),
  ),
  synthBass: sustains(0.3, 0.02, (pitch, seconds) => low(pitch, seconds, (harmonic) => 1 / harmonic ** 1.3, 0.7)),
  kick: rings(0.5, 0.03, kick),
  shaker: rings(0.1, 0.2, shaker),
  hat: rings(0.1, 0.15, hat),
  snap: rings(0.22, 0.5, snap),
  clap: rings(0.24, 0.4, clap),
}
