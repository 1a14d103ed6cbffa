import { makeAccentSound, type Sound } from './accent-sounds.ts'
import type { Accent } from './accents.ts'
import type { StereoStream } from './blocks.ts'
import { toLufs } from './loudness.ts'
import { createPowerSteps } from './weighting.ts'

interface Sounding extends Sound {
  readonly gain: number
  readonly start: number
}

/**
 * Plays accents, given in order, as a part of a mix whose voice has `leadLufs`. Each begins on the very sample of its
 * start; only those that are sounding are in memory.
 */
export function createAccentTrack(accents: readonly Accent[], leadLufs: number, sampleRateHz: number): StereoStream {
  const startOf = (accent: Accent) => Math.round(accent.startSeconds * sampleRateHz)
  let sounding: Sounding[] = []
  let next = 0
  let position = 0
  return {
    async read(left, right) {
      left.fill(0)
      right.fill(0)
      const end = position + left.length
      for (; next < accents.length && startOf(accents[next] as Accent) < end; next++) {
        const accent = accents[next] as Accent
        const sound = makeAccentSound(accent.sound, { ...accent, sampleRateHz })
        const gain = 10 ** ((leadLufs + accent.levelLu - loudestLufs(sound, sampleRateHz)) / 20)
        sounding.push({ ...sound, gain, start: startOf(accent) })
      }
      for (const sound of sounding) addSound(sound, position, left, right)
      sounding = sounding.filter((sound) => sound.start + sound.left.length > end)
      position = end
    },
    async close() {
      sounding = []
    },
  }
}

function addSound(
  { start, gain, ...sound }: Sounding,
  position: number,
  left: Float32Array,
  right: Float32Array,
): void {
  const from = Math.max(0, start - position)
  const to = Math.min(left.length, start + sound.left.length - position)
  const offset = position - start
  for (let index = from; index < to; index++) {
    left[index] = (left[index] as number) + gain * (sound.left[offset + index] as number)
    right[index] = (right[index] as number) + gain * (sound.right[offset + index] as number)
  }
}

/** Loudness of a sound's loudest 100 ms. */
function loudestLufs({ left, right }: Sound, sampleRateHz: number): number {
  const power = createPowerSteps(sampleRateHz)
  power.push(left, right, left.length)
  const silence = new Float32Array(sampleRateHz)
  power.push(silence, silence, silence.length)
  return toLufs(Math.max(...power.steps))
}
