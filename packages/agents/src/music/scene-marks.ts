import type { Form } from './form.ts'
import type { Harmony } from './harmony.ts'
import type { Note } from './note.ts'
import { nearestPitch } from './theory.ts'

/** A mark is set on the nearest eighth note, and only if that is close enough to the scene's start to belong to it. */
const MOST_SHIFT_SECONDS = 0.16
const SHORTEST_DISTANCE_SECONDS = 3

/** A single soft bell, a note of the chord that is sounding, where scenes begin. */
export function markScenes(sceneStarts: readonly number[], form: Form, harmony: Harmony): Note[] {
  const eighthSeconds = form.barSeconds / 8
  const notes: Note[] = []
  for (const start of sceneStarts) {
    const at = Math.round(start / eighthSeconds) * eighthSeconds
    const bar = Math.floor((at + 1e-6) / form.barSeconds)
    const last = notes.at(-1)?.startSeconds ?? 0
    if (Math.abs(at - start) > MOST_SHIFT_SECONDS || at - last < SHORTEST_DISTANCE_SECONDS || bar >= form.bars) continue
    const fifth = (harmony.chords[bar] ?? harmony.last).pitchClasses[2] as number
    notes.push({
      instrument: 'bell',
      pitch: nearestPitch(fifth, 81),
      startSeconds: at,
      durationSeconds: Math.min(1, (bar + 1) * form.barSeconds - at),
      level: 0.4,
      pan: notes.length % 2 === 0 ? -0.4 : 0.4,
    })
  }
  return notes
}
