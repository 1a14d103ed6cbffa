import { createCompressor } from './compressor.ts'
import { createDeEsser } from './de-esser.ts'
import { createExciter } from './exciter.ts'
import { createCascade, highPass, highShelf, lowShelf, peaking } from './filters.ts'
import { createRoom } from './room.ts'

/** Makes a dry voice sound recorded. */
export interface VoiceChain {
  /** From the first `count` mono samples to stereo. `input` is changed. */
  process(input: Float32Array, left: Float32Array, right: Float32Array, count: number): void
}

export interface VoiceChainOptions {
  readonly sampleRateHz: number
  /** Whether the voice has nothing above 8 kHz, as 16 kHz synthesis: then some air is made for it. */
  readonly isDull: boolean
}

/** The room's level against the voice: about 20 dB under it, to be missed rather than heard. */
const ROOM_GAIN = 0.16

/**
 * High-pass, a little body, less mud, more presence, less hiss, light compression, and a small room. Expects speech at about
 * `VOICE_LEVEL_DB`.
 */
export function createVoiceChain({ sampleRateHz, isDull }: VoiceChainOptions): VoiceChain {
  const tone = createCascade(
    highPass(70, sampleRateHz),
    lowShelf(170, sampleRateHz, 1.5),
    peaking(320, sampleRateHz, -2, 1),
    peaking(2000, sampleRateHz, isDull ? 4 : 2, 1),
    highShelf(5500, sampleRateHz, 1),
    // Synthesis at 16 kHz hisses in a narrow band under its upper limit.
    ...(isDull ? [peaking(7000, sampleRateHz, -9, 4)] : []),
  )
  const exciter = isDull ? createExciter(sampleRateHz) : undefined
  const deEsser = createDeEsser(sampleRateHz, VOICE_LEVEL_DB - 18)
  const compressor = createCompressor(sampleRateHz, {
    thresholdDb: VOICE_LEVEL_DB,
    ratio: 2.5,
    kneeDb: 8,
    attackSeconds: 0.008,
    releaseSeconds: 0.14,
  })
  const room = createRoom(sampleRateHz, ROOM_GAIN)
  return {
    process(input, left, right, count) {
      tone.process(input, count)
      deEsser.process(input, count)
      exciter?.process(input, count)
      compressor.process(input, count)
      left.set(input.subarray(0, count))
      right.set(input.subarray(0, count))
      room.addTo(input, left, right, count)
    },
  }
}

/** RMS level of the spoken parts that the chain is tuned for, in dBFS. */
export const VOICE_LEVEL_DB = -22
