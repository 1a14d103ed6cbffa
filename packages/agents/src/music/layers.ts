import type { Form, Section } from './form.ts'
import type { Harmony } from './harmony.ts'
import { developMotif, inventMotif, PHRASE, SPARSE_PHRASE, type Motif } from './melody.ts'
import type { Layer, Mood } from './mood.ts'
import type { Note } from './note.ts'
import { clash, nearestPitch, voiceChord, type Chord } from './theory.ts'

/** What a layer needs to know of the piece. */
export interface LayerContext {
  readonly mood: Mood
  readonly form: Form
  readonly harmony: Harmony
  readonly random: () => number
}

/** What a layer plays in a bar. Asked for every bar in order. */
export type LayerWriter = (section: Section, bar: number) => Note[]

const STEPS_PER_BAR = 16

/** Makes the writer of one layer; it is silent where the section asks for less intensity. */
export function createLayerWriter(layer: Layer, context: LayerContext): LayerWriter {
  const write = writerOf(layer, context)
  return (section, bar) => (section.intensity >= layer.from ? write(section, bar) : [])
}

function writerOf(layer: Layer, context: LayerContext): LayerWriter {
  const place = createPlacer(layer, context)
  switch (layer.kind) {
    case 'pad':
      return writePad(layer, context, place)
    case 'arpeggio':
      return writeArpeggio(layer, context, place)
    case 'strum':
      return writeStrum(layer, context, place)
    case 'bass':
      return writeBass(layer, context, place)
    case 'drone':
      return writeDrone(layer, context, place)
    case 'melody':
      return writeMelody(layer, context, place)
    case 'beat':
      return (_, bar) => layer.steps.map((step) => place(bar, step, 60, 1, accent(step)))
  }
}

type Placer = (bar: number, step: number, pitch: number, length: number, level: number) => Note

/** Turns steps into seconds: with the mood's swing, and as unevenly as hands play. */
function createPlacer(layer: Layer, { mood, form, random }: LayerContext): Placer {
  const stepSeconds = form.barSeconds / STEPS_PER_BAR
  return (bar, step, pitch, length, level) => {
    const isOffbeatEighth = step % 4 === 2
    const swing = isOffbeatEighth ? mood.swing * 2 * stepSeconds : 0
    const unevenness = step === 0 ? 0 : (random() - 0.5) * 0.008
    return {
      instrument: layer.instrument,
      pitch,
      startSeconds: bar * form.barSeconds + step * stepSeconds + swing + unevenness,
      // Nothing but a pad is held into the next bar, whose chord may be another.
      durationSeconds:
        length >= STEPS_PER_BAR
          ? length * stepSeconds
          : Math.min(length * stepSeconds, (STEPS_PER_BAR - step) * stepSeconds - swing),
      level: layer.level * level * (0.92 + 0.16 * random()),
      pan: layer.pan ?? 0,
    }
  }
}

/** The first beat is strongest, the others next, what lies between them weakest. */
const accent = (step: number): number => (step === 0 ? 1 : step % 8 === 0 ? 0.92 : step % 4 === 0 ? 0.85 : 0.68)

type Of<Kind extends Layer['kind']> = Extract<Layer, { kind: Kind }>

/** A chord that lasts over several bars is struck once. */
function barsFrom({ harmony, form }: LayerContext, section: Section, bar: number): number {
  const sectionEnd = Math.min(form.bars, section.firstBar + section.bars)
  let end = bar + 1
  while (end < sectionEnd && harmony.chords[end]?.degree === harmony.chords[bar]?.degree) end++
  return end - bar
}

const isNewChord = ({ harmony }: LayerContext, section: Section, bar: number): boolean =>
  bar === section.firstBar || harmony.chords[bar]?.degree !== harmony.chords[bar - 1]?.degree

function writePad(layer: Of<'pad'>, context: LayerContext, place: Placer): LayerWriter {
  let voicing: readonly number[] | undefined
  return (section, bar) => {
    if (!isNewChord(context, section, bar)) return []
    voicing = voiceChord(chordAt(context, bar), voicing, layer)
    const length = barsFrom(context, section, bar) * STEPS_PER_BAR
    const spread = 0.5
    return voicing.map((pitch, index, all) => ({
      ...place(bar, 0, pitch, length, 1),
      pan: all.length > 1 ? spread * ((2 * index) / (all.length - 1) - 1) : 0,
    }))
  }
}

function writeArpeggio(layer: Of<'arpeggio'>, context: LayerContext, place: Placer): LayerWriter {
  let voicing: readonly number[] | undefined
  const turn = Math.floor(context.random() * 3)
  return (_, bar) => {
    voicing = voiceChord(chordAt(context, bar), voicing, layer)
    const order = patternOf(voicing, turn)
    return layer.steps.map((step, index) =>
      place(bar, step, order[index % order.length] as number, layer.hold, accent(step)),
    )
  }
}

/** Three ways through a chord: up and down, from the outside in, and rolling round its upper notes. */
function patternOf(voicing: readonly number[], turn: number): number[] {
  const up = [...voicing]
  if (turn === 0) return [...up, ...up.slice(1, -1).toReversed()]
  if (turn === 1) return up.flatMap((pitch, index) => [pitch, up.at(-1 - index) as number]).slice(0, up.length)
  return [up[0] as number, ...up.slice(1).toReversed(), ...up.slice(1)]
}

function writeStrum(layer: Of<'strum'>, context: LayerContext, place: Placer): LayerWriter {
  let voicing: readonly number[] | undefined
  const strumSeconds = 0.012
  return (_, bar) => {
    voicing = voiceChord(chordAt(context, bar), voicing, layer)
    return layer.steps.flatMap((step) =>
      (voicing ?? []).map((pitch, index) => {
        const note = place(bar, step, pitch, layer.hold, accent(step) * 0.8)
        return { ...note, startSeconds: note.startSeconds + index * strumSeconds }
      }),
    )
  }
}

/** Root on the first beat, root or fifth on the others. */
function writeBass(layer: Of<'bass'>, context: LayerContext, place: Placer): LayerWriter {
  return (_, bar) => {
    const chord = chordAt(context, bar)
    const root = lowPitch(chord.root, layer.low)
    const fifth = lowPitch(chord.pitchClasses[2] as number, layer.low)
    return layer.steps.map((step, index) => {
      const takesFifth = index > 0 && index === layer.steps.length - 1 && context.random() < 0.5
      return place(bar, step, takesFifth ? fifth : root, layer.hold, accent(step))
    })
  }
}

const lowPitch = (pitchClass: number, low: number): number => nearestPitch(pitchClass, low + 5)

/** Tonic and, where it does not rub against the chord, fifth; struck anew with each chord so that it never stops. */
function writeDrone(layer: Of<'drone'>, context: LayerContext, place: Placer): LayerWriter {
  const tonic = lowPitch(context.harmony.last.root, layer.low)
  return (section, bar) => {
    if (!isNewChord(context, section, bar)) return []
    const length = barsFrom(context, section, bar) * STEPS_PER_BAR
    const chord = chordAt(context, bar)
    const pitches = [tonic, tonic + 7].filter((pitch) => !chord.pitchClasses.some((other) => clash(pitch, other)))
    return pitches.map((pitch) => place(bar, 0, pitch, length, pitch === tonic ? 1 : 0.6))
  }
}

function writeMelody(layer: Of<'melody'>, context: LayerContext, place: Placer): LayerWriter {
  const motif: Motif = inventMotif(context.mood.rhythms, context.random)
  const home = nearestPitch(context.harmony.key.tonic, (layer.low + layer.high) / 2)
  let position = home
  return (section, bar) => {
    const phrase = section.intensity >= 0.6 ? PHRASE : SPARSE_PHRASE
    const index = (bar - section.firstBar) % phrase.length
    if (index === 0) position = home
    const development = section.kind === 'cadence' ? 'close' : (phrase[index] as (typeof phrase)[number])
    const setting = { chord: chordAt(context, bar), key: context.harmony.key }
    const notes = developMotif(motif, development, setting, layer, position)
    position = notes.at(-1)?.pitch ?? position
    return notes.map(({ step, pitch, length }) => place(bar, step, pitch, Math.min(length, 8), accent(step)))
  }
}

function chordAt({ harmony }: LayerContext, bar: number): Chord {
  return harmony.chords[bar] ?? harmony.last
}

/** The last chord is held for this share of what is left, and then dies away by itself. */
const LAST_CHORD_SHARE = 0.5

/** The end: every pitched layer meets on the tonic chord and lets it ring. */
export function writeLastChord(mood: Mood, form: Form, harmony: Harmony): Note[] {
  const startSeconds = form.bars * form.barSeconds
  const durationSeconds = (form.durationSeconds - startSeconds) * LAST_CHORD_SHARE
  const { root } = harmony.last
  return mood.layers.flatMap((layer) => {
    const note = (pitch: number, level: number, delaySeconds = 0): Note => ({
      instrument: layer.instrument,
      pitch,
      startSeconds: startSeconds + delaySeconds,
      durationSeconds: durationSeconds - delaySeconds,
      level: layer.level * level,
      pan: layer.pan ?? 0,
    })
    switch (layer.kind) {
      case 'bass':
      case 'drone':
        return [note(lowPitch(root, layer.low), 1)]
      case 'melody':
        return [note(nearestPitch(root, (layer.low + layer.high) / 2), 0.9)]
      case 'beat':
        return layer.instrument === 'kick' ? [note(60, 0.9)] : []
      default: {
        const roll = layer.kind === 'pad' ? 0 : 0.035
        return voiceChord(harmony.last, undefined, layer).map((pitch, index) => note(pitch, 0.85, index * roll))
      }
    }
  })
}
