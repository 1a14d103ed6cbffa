import type { SampleFormat } from './wav-header.ts'

/** Where one channel's samples lie in interleaved data: the first one, and the distance to the next, in samples. */
interface Lane {
  readonly first: number
  readonly stride: number
}

/**
 * How the channels of a file become two, in the default order of WAV files (front left, right, centre, bass, back or
 * side ones) and with the gains of ITU-R BS.775; the bass channel is left out, as there.
 */
const CENTRE = Math.SQRT1_2
const DOWNMIX: Readonly<Record<number, readonly (readonly [left: number, right: number])[]>> = {
  3: [
    [1, 0],
    [0, 1],
    [CENTRE, CENTRE],
  ],
  4: [
    [1, 0],
    [0, 1],
    [CENTRE, 0],
    [0, CENTRE],
  ],
  5: [
    [1, 0],
    [0, 1],
    [CENTRE, CENTRE],
    [CENTRE, 0],
    [0, CENTRE],
  ],
  6: [
    [1, 0],
    [0, 1],
    [CENTRE, CENTRE],
    [0, 0],
    [CENTRE, 0],
    [0, CENTRE],
  ],
  7: [
    [1, 0],
    [0, 1],
    [CENTRE, CENTRE],
    [0, 0],
    [0.5, 0.5],
    [CENTRE, 0],
    [0, CENTRE],
  ],
  8: [
    [1, 0],
    [0, 1],
    [CENTRE, CENTRE],
    [0, 0],
    [CENTRE, 0],
    [0, CENTRE],
    [CENTRE, 0],
    [0, CENTRE],
  ],
}

/** Turns interleaved bytes into two channels from -1 to 1; what is not a number becomes silence. */
export function decodeStereo(
  bytes: Buffer,
  { format, channels }: { readonly format: SampleFormat; readonly channels: number },
  [left, right]: readonly [Float32Array, Float32Array],
  count: number,
): void {
  const decode = decoderOf(bytes, format)
  decode({ first: 0, stride: channels }, left, count)
  if (channels === 1) right.set(left.subarray(0, count))
  else decode({ first: 1, stride: channels }, right, count)
  if (channels < 3) return
  const other = new Float32Array(count)
  for (const [first, [leftGain, rightGain]] of (DOWNMIX[channels] ?? []).entries()) {
    if (first < 2) continue
    decode({ first, stride: channels }, other, count)
    addScaled(other, leftGain, left)
    addScaled(other, rightGain, right)
  }
}

function addScaled(source: Float32Array, gain: number, target: Float32Array): void {
  for (let index = 0; index < source.length; index++) {
    target[index] = (target[index] as number) + gain * (source[index] as number)
  }
}

type Decoder = (lane: Lane, into: Float32Array, count: number) => void

function decoderOf(bytes: Buffer, format: SampleFormat): Decoder {
  const { buffer, byteOffset, byteLength } = bytes
  switch (format) {
    case 'pcm8':
      return scaled(bytes, 1 / 128, -128)
    case 'pcm16':
      return scaled(new Int16Array(buffer, byteOffset, Math.floor(byteLength / 2)), 1 / 32_768)
    case 'pcm24':
      return decoder24(bytes)
    case 'pcm32':
      return scaled(new Int32Array(buffer, byteOffset, Math.floor(byteLength / 4)), 1 / 2_147_483_648)
    case 'float32':
      return scaled(new Float32Array(buffer, byteOffset, Math.floor(byteLength / 4)), 1)
    case 'float64':
      return scaled(new Float64Array(buffer, byteOffset, Math.floor(byteLength / 8)), 1)
  }
}

const scaled =
  (samples: ArrayLike<number>, scale: number, offset = 0): Decoder =>
  ({ first, stride }, into, count) => {
    for (let index = 0, at = first; index < count; index++, at += stride) {
      const value = ((samples[at] as number) + offset) * scale
      into[index] = Number.isFinite(value) ? value : 0
    }
  }

const decoder24 =
  (bytes: Buffer): Decoder =>
  ({ first, stride }, into, count) => {
    for (let index = 0, at = first * 3; index < count; index++, at += stride * 3) {
      into[index] = bytes.readIntLE(at, 3) / 8_388_608
    }
  }

/** Turns one or two channels into interleaved bytes, a view of `buffer` that is valid until the next call with it. */
export function encodeSamples(
  channels: readonly Float32Array[],
  format: 'pcm16' | 'float32',
  count: number,
  buffer: ArrayBuffer,
): Uint8Array {
  const samples = format === 'float32' ? new Float32Array(buffer) : new Int16Array(buffer)
  for (const [channel, source] of channels.entries()) {
    if (format === 'float32') interleave(source, samples, channel, channels.length, count)
    else interleaveRounded(source, samples, channel, channels.length, count)
  }
  return new Uint8Array(buffer, 0, count * channels.length * samples.BYTES_PER_ELEMENT)
}

type Samples = Float32Array | Int16Array

function interleave(source: Float32Array, into: Samples, first: number, stride: number, count: number): void {
  for (let index = 0, at = first; index < count; index++, at += stride) into[at] = source[index] as number
}

function interleaveRounded(source: Float32Array, into: Samples, first: number, stride: number, count: number): void {
  for (let index = 0, at = first; index < count; index++, at += stride) {
    into[at] = Math.max(-32_768, Math.min(32_767, Math.round((source[index] as number) * 32_767)))
  }
}
