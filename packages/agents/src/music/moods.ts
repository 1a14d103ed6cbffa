import type { StyleName } from '@mavs/core'
import type { Mood } from './mood.ts'

/** Steady, bright, sparse: an electric piano's pulse over a quiet pad. */
const professional: Mood = {
  tempo: { low: 94, high: 108 },
  scale: 'major',
  tonics: [0, 2, 5, 7, 9],
  colour: 'ninth',
  barsPerChord: 1,
  progressions: [
    [0, 4, 5, 3],
    [0, 5, 3, 4],
    [0, 3, 5, 4],
  ],
  contrasts: [
    [3, 0, 4, 5],
    [5, 3, 0, 4],
  ],
  cadence: [3, 4],
  swing: 0,
  rhythms: [
    [0, 6, 12],
    [0, 4, 6, 12],
    [2, 6, 8],
  ],
  gain: 0.84,
  reverb: { decaySeconds: 1.8, level: 0.3 },
  layers: [
    { kind: 'pad', instrument: 'pad', from: 0, level: 0.8, low: 54, high: 74 },
    {
      kind: 'arpeggio',
      instrument: 'keys',
      from: 0.1,
      level: 0.8,
      pan: -0.25,
      steps: [0, 3, 6, 8, 11, 14],
      low: 62,
      high: 80,
      hold: 3,
    },
    { kind: 'bass', instrument: 'bass', from: 0.3, level: 0.85, steps: [0, 6, 10], low: 36, hold: 4 },
    { kind: 'beat', instrument: 'shaker', from: 0.5, level: 0.7, pan: 0.35, steps: [2, 4, 6, 10, 12, 14] },
    { kind: 'beat', instrument: 'kick', from: 0.55, level: 0.55, steps: [0, 8] },
    { kind: 'melody', instrument: 'mallet', from: 0.45, level: 0.85, pan: 0.2, low: 69, high: 86 },
    { kind: 'beat', instrument: 'snap', from: 0.7, level: 0.5, pan: -0.15, steps: [4, 12] },
  ],
}

/** Warm, plucked, with a light swing: strings under the fingers and a snap on two and four. */
const casual: Mood = {
  tempo: { low: 82, high: 98 },
  scale: 'major',
  tonics: [0, 2, 4, 7, 9],
  colour: 'triad',
  barsPerChord: 1,
  progressions: [
    [0, 5, 1, 4],
    [0, 3, 0, 4],
    [0, 2, 3, 4],
  ],
  contrasts: [
    [3, 0, 1, 4],
    [5, 1, 4, 0],
  ],
  cadence: [1, 4],
  swing: 0.22,
  rhythms: [
    [0, 4, 6, 10],
    [2, 4, 8],
    [0, 6, 8, 14],
  ],
  gain: 1.26,
  reverb: { decaySeconds: 1.2, level: 0.22 },
  layers: [
    {
      kind: 'arpeggio',
      instrument: 'guitar',
      from: 0,
      level: 0.9,
      pan: -0.35,
      steps: [0, 4, 6, 8, 10, 12, 14],
      low: 55,
      high: 74,
      hold: 6,
    },
    { kind: 'pad', instrument: 'pad', from: 0.25, level: 0.45, low: 55, high: 72 },
    { kind: 'bass', instrument: 'bass', from: 0.2, level: 0.9, steps: [0, 7, 8], low: 36, hold: 5 },
    {
      kind: 'strum',
      instrument: 'guitar',
      from: 0.5,
      level: 0.5,
      pan: 0.45,
      steps: [4, 7, 12],
      low: 60,
      high: 79,
      hold: 3,
    },
    { kind: 'beat', instrument: 'snap', from: 0.4, level: 0.75, pan: 0.1, steps: [4, 12] },
    { kind: 'beat', instrument: 'shaker', from: 0.5, level: 0.75, pan: -0.3, steps: [0, 2, 4, 6, 8, 10, 12, 14] },
    { kind: 'beat', instrument: 'kick', from: 0.6, level: 0.55, steps: [0, 10] },
    { kind: 'melody', instrument: 'mallet', from: 0.45, level: 0.8, pan: 0.15, low: 67, high: 84 },
  ],
}

/** Curious, with a gentle pulse: mallets that pass a pattern around, pizzicato under them. */
const educational: Mood = {
  tempo: { low: 86, high: 102 },
  scale: 'major',
  tonics: [0, 3, 5, 7, 10],
  colour: 'ninth',
  barsPerChord: 1,
  progressions: [
    [0, 2, 3, 0],
    [5, 3, 0, 4],
    [0, 3, 1, 4],
  ],
  contrasts: [
    [3, 4, 2, 5],
    [1, 4, 0, 5],
  ],
  cadence: [1, 4],
  swing: 0,
  rhythms: [
    [0, 2, 6, 8],
    [0, 4, 8, 10],
    [4, 6, 8, 12],
  ],
  gain: 1.26,
  reverb: { decaySeconds: 1.7, level: 0.28 },
  layers: [
    {
      kind: 'arpeggio',
      instrument: 'mallet',
      from: 0,
      level: 0.85,
      pan: -0.3,
      steps: [0, 2, 4, 6, 8, 10, 12, 14],
      low: 60,
      high: 77,
      hold: 2,
    },
    { kind: 'pad', instrument: 'strings', from: 0.2, level: 0.5, low: 55, high: 74 },
    { kind: 'bass', instrument: 'pizzicato', from: 0.25, level: 0.9, steps: [0, 8, 12], low: 38, hold: 3 },
    { kind: 'beat', instrument: 'shaker', from: 0.55, level: 0.55, pan: 0.4, steps: [4, 12, 14] },
    { kind: 'melody', instrument: 'bell', from: 0.45, level: 0.75, pan: 0.25, low: 72, high: 88 },
    {
      kind: 'strum',
      instrument: 'pizzicato',
      from: 0.65,
      level: 0.45,
      pan: 0.4,
      steps: [6, 14],
      low: 60,
      high: 76,
      hold: 2,
    },
    { kind: 'beat', instrument: 'kick', from: 0.7, level: 0.4, steps: [0, 8] },
  ],
}

/** Driving, with a strong beat: a kick on every beat, a running bass, short bright chords. */
const entertainment: Mood = {
  tempo: { low: 114, high: 128 },
  scale: 'minor',
  tonics: [0, 2, 4, 5, 9],
  colour: 'triad',
  barsPerChord: 1,
  progressions: [
    [0, 5, 2, 6],
    [0, 2, 6, 5],
    [0, 3, 5, 6],
  ],
  contrasts: [
    [5, 6, 0, 2],
    [3, 5, 0, 6],
  ],
  cadence: [5, 6],
  swing: 0,
  rhythms: [
    [0, 3, 6, 12],
    [0, 3, 6, 8, 11],
    [0, 6, 8, 14],
  ],
  gain: 1.4,
  reverb: { decaySeconds: 1.4, level: 0.2 },
  layers: [
    { kind: 'pad', instrument: 'strings', from: 0, level: 0.5, low: 55, high: 74 },
    {
      kind: 'strum',
      instrument: 'stab',
      from: 0.1,
      level: 0.75,
      pan: 0.3,
      steps: [0, 3, 6, 11],
      low: 60,
      high: 77,
      hold: 2,
    },
    { kind: 'beat', instrument: 'kick', from: 0.2, level: 1, steps: [0, 4, 8, 12] },
    {
      kind: 'bass',
      instrument: 'synthBass',
      from: 0.3,
      level: 0.8,
      steps: [0, 2, 4, 6, 8, 10, 12, 14],
      low: 36,
      hold: 2,
    },
    { kind: 'beat', instrument: 'clap', from: 0.35, level: 0.9, steps: [4, 12] },
    { kind: 'beat', instrument: 'hat', from: 0.4, level: 0.8, pan: -0.25, steps: [2, 6, 10, 14] },
    {
      kind: 'arpeggio',
      instrument: 'stab',
      from: 0.5,
      level: 0.5,
      pan: -0.4,
      steps: [0, 2, 3, 5, 6, 8, 10, 11, 13, 14],
      low: 67,
      high: 84,
      hold: 1,
    },
    { kind: 'melody', instrument: 'stab', from: 0.6, level: 0.8, pan: 0.1, low: 69, high: 86 },
  ],
}

/** A low drone, slow chords, single piano notes in a large room. */
const documentary: Mood = {
  tempo: { low: 58, high: 72 },
  scale: 'dorian',
  tonics: [0, 2, 4, 7, 9],
  colour: 'seventh',
  barsPerChord: 2,
  progressions: [
    [0, 6, 3, 0],
    [0, 2, 6, 3],
    [0, 3, 4, 0],
  ],
  contrasts: [
    [3, 6, 0, 4],
    [2, 6, 4, 0],
  ],
  cadence: [3, 6],
  swing: 0,
  rhythms: [
    [0, 8],
    [0, 6, 12],
    [4, 12],
  ],
  gain: 0.67,
  reverb: { decaySeconds: 3.2, level: 0.42 },
  layers: [
    { kind: 'drone', instrument: 'drone', from: 0, level: 0.8, low: 40 },
    { kind: 'pad', instrument: 'strings', from: 0.15, level: 1, low: 53, high: 72 },
    { kind: 'melody', instrument: 'piano', from: 0.3, level: 0.9, pan: 0.1, low: 62, high: 81 },
    { kind: 'bass', instrument: 'bass', from: 0.5, level: 0.6, steps: [0], low: 36, hold: 14 },
    {
      kind: 'arpeggio',
      instrument: 'piano',
      from: 0.6,
      level: 0.5,
      pan: -0.3,
      steps: [2, 6, 10, 14],
      low: 55,
      high: 72,
      hold: 6,
    },
  ],
}

/** The mood of each style. */
export const MOODS: Readonly<Record<StyleName, Mood>> = {
  professional,
  casual,
  educational,
  entertainment,
  documentary,
}
