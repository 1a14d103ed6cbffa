/* Pitches are MIDI note numbers (60 is middle C); a pitch class is a pitch modulo 12. */

/** Seven-note scales, in semitones over the tonic. */
export const SCALES = {
  major: [0, 2, 4, 5, 7, 9, 11],
  minor: [0, 2, 3, 5, 7, 8, 10],
  dorian: [0, 2, 3, 5, 7, 9, 10],
} as const

export type ScaleName = keyof typeof SCALES

export interface Key {
  /** Pitch class of the tonic. */
  readonly tonic: number
  readonly scale: ScaleName
}

/** What stands on a chord's root beside third and fifth: nothing, the seventh, or the ninth. */
export type Colour = 'triad' | 'seventh' | 'ninth'

export interface Chord {
  /** Step of the scale that the chord stands on, from 0. */
  readonly degree: number
  /** Pitch class of the root. */
  readonly root: number
  /** Root first. No two of them are a semitone apart. */
  readonly pitchClasses: readonly number[]
}

/** The frequency of a pitch in equal temperament, in Hz. */
export const frequencyOf = (pitch: number): number => 440 * 2 ** ((pitch - 69) / 12)

/** True when two pitches rub: they are a semitone apart in some octave. */
export function clash(a: number, b: number): boolean {
  const distance = (((a - b) % 12) + 12) % 12
  return distance === 1 || distance === 11
}

/** The pitch class on a step of the key's scale; steps go on past the octave in both directions. */
export function scaleStep({ tonic, scale }: Key, step: number): number {
  const steps = SCALES[scale]
  const index = ((step % 7) + 7) % 7
  return (tonic + (steps[index] as number)) % 12
}

/** A chord of the key's own notes. A colour that would rub against the chord is left out. */
export function buildChord(key: Key, degree: number, colour: Colour): Chord {
  const triad = [0, 2, 4].map((third) => scaleStep(key, degree + third))
  const extension = colour === 'triad' ? [] : [scaleStep(key, degree + (colour === 'seventh' ? 6 : 8))]
  const kept = extension.filter((pitch) => !triad.some((other) => clash(pitch, other)))
  return { degree: ((degree % 7) + 7) % 7, root: triad[0] as number, pitchClasses: [...triad, ...kept] }
}

/** The pitch of a class that is nearest to `target`. */
export function nearestPitch(pitchClass: number, target: number): number {
  const distance = (((pitchClass - target) % 12) + 12) % 12
  return distance <= 6 ? target + distance : target + distance - 12
}

/** All pitches of the given classes from `low` to `high`. */
export function pitchesWithin(pitchClasses: readonly number[], low: number, high: number): number[] {
  const pitches: number[] = []
  for (let pitch = low; pitch <= high; pitch++) if (pitchClasses.includes(pitch % 12)) pitches.push(pitch)
  return pitches
}

/**
 * Sets a chord for voices that move as little as possible from where they were: every class once, in close position,
 * within the range. The first chord lies in the middle of the range.
 */
export function voiceChord(
  chord: Chord,
  previous: readonly number[] | undefined,
  range: { readonly low: number; readonly high: number },
): number[] {
  const centre = (range.low + range.high) / 2
  const settings = pitchesWithin(chord.pitchClasses, range.low, range.high - 8).map((lowest) => stack(chord, lowest))
  const cost = (setting: readonly number[]) =>
    setting.reduce((sum, pitch) => sum + distanceTo(previous ?? [centre], pitch), 0) +
    0.25 * Math.abs(mean(setting) - centre) * setting.length
  const [first, ...rest] = settings
  if (!first) return stack(chord, nearestPitch(chord.root, centre))
  return rest.reduce((best, setting) => (cost(setting) < cost(best) ? setting : best), first)
}

/** The chord's classes upwards from a lowest pitch. */
function stack(chord: Chord, lowest: number): number[] {
  return chord.pitchClasses
    .map((pitchClass) => lowest + ((((pitchClass - lowest) % 12) + 12) % 12))
    .toSorted((a, b) => a - b)
}

const distanceTo = (pitches: readonly number[], pitch: number): number =>
  Math.min(...pitches.map((other) => Math.abs(other - pitch)))

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
