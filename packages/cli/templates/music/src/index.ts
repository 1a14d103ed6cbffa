import { createRandom, definePlugin, TOKENS, type MusicBlock, type MusicProvider, type MusicRequest } from '@mavs/core'

const SAMPLE_RATE_HZ = 44_100
/** So much is made at once: a long piece needs no more memory than a short one. */
const BLOCK_SAMPLES = SAMPLE_RATE_HZ
const FADE_SECONDS = 1.5
const ROOTS_HZ = [98, 110, 123.5, 131, 147]
/** A chord that belongs to no mood in particular: root, fifth, octave, ninth. */
const INTERVALS = [1, 3 / 2, 2, 9 / 4]

/** Holds one chord, which swells slowly; the seed decides which one. */
export function createDrone(): MusicProvider {
  return {
    id: 'template-id',
    version: '1',
    isRemote: false,
    async compose(request, { signal }) {
      const random = createRandom(request.seed)
      const rootHz = ROOTS_HZ[Math.floor(random() * ROOTS_HZ.length)]!
      const voices = INTERVALS.map((interval) => ({ hz: rootHz * interval, swellHz: 0.05 + 0.1 * random() }))
      return {
        blocks: play(request, voices, signal),
        sampleRateHz: SAMPLE_RATE_HZ,
        description: `A drone on ${rootHz} Hz, seed ${request.seed}`,
      }
    },
  }
}

interface Tone {
  readonly hz: number
  readonly swellHz: number
}

async function* play(
  { durationSeconds }: MusicRequest,
  voices: readonly Tone[],
  signal: AbortSignal,
): AsyncGenerator<MusicBlock> {
  const length = Math.round(durationSeconds * SAMPLE_RATE_HZ)
  for (let start = 0; start < length; start += BLOCK_SAMPLES) {
    signal.throwIfAborted()
    const size = Math.min(BLOCK_SAMPLES, length - start)
    const block = { left: new Float32Array(size), right: new Float32Array(size) }
    for (let at = 0; at < size; at++) writeSample(block, at, start + at, length, voices)
    yield block
    // Lets others have their turn.
    await new Promise((resolve) => setImmediate(resolve))
  }
}

/** Every second voice is more to the left, the others more to the right. */
function writeSample(block: MusicBlock, at: number, sample: number, length: number, voices: readonly Tone[]): void {
  const seconds = sample / SAMPLE_RATE_HZ
  const fade = Math.min(1, seconds / FADE_SECONDS, (length - 1 - sample) / SAMPLE_RATE_HZ / FADE_SECONDS)
  for (const [index, { hz, swellHz }] of voices.entries()) {
    const swell = 0.6 + 0.4 * Math.sin(2 * Math.PI * swellHz * seconds)
    const tone = 0.12 * fade * swell * Math.sin(2 * Math.PI * hz * seconds)
    block.left[at]! += tone * (index % 2 === 0 ? 1 : 0.6)
    block.right[at]! += tone * (index % 2 === 0 ? 0.6 : 1)
  }
}

export default definePlugin({
  name: 'mavs-plugin-template',
  version: '0.1.0',
  register: (registry) => registry.provide(TOKENS.music, () => createDrone()),
})
