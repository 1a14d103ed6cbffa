import { open, type FileHandle } from 'node:fs/promises'
import { VideoError } from '@mavs/core/essentials'
import { BYTES_PER_SAMPLE, HEADER_BYTES, HEADER_SEARCH_BYTES, parseWavHeader, wavHeader } from './wav-header.ts'
import { decodeStereo, encodeSamples } from './wav-samples.ts'

/** A WAV file that is read from its beginning, block by block. */
export interface WavReader {
  readonly sampleRateHz: number
  readonly channels: number
  /** Samples of each channel. */
  readonly frames: number
  /**
   * Fills both arrays with the next samples, -1 to 1, and tells how many there were; 0 at the end. A mono file fills
   * both alike; more than two channels are mixed down to two.
   */
  read(left: Float32Array, right: Float32Array): Promise<number>
  close(): Promise<void>
}

/** A WAV file that is written block by block; it is whole after `close`. */
export interface WavWriter {
  /** Appends the first `count` samples (default: all). A mono file takes `left` alone. */
  write(left: Float32Array, right: Float32Array, count?: number): Promise<void>
  close(): Promise<void>
}

export interface WavOptions {
  readonly sampleRateHz: number
  readonly channels: 1 | 2
  /** Default "float32". */
  readonly format?: 'pcm16' | 'float32'
}

/** Opens PCM (8 to 32 bits) and float WAV files of any rate. Throws `TIMELINE_INVALID` when the file is none or missing. */
export async function openWav(file: string): Promise<WavReader> {
  const handle = await open(file, 'r').catch((cause: unknown) => {
    throw new VideoError('TIMELINE_INVALID', `audio file ${file} cannot be opened: ${(cause as Error).message}`, {
      details: { file },
      cause,
    })
  })
  try {
    const { size } = await handle.stat()
    const head = Buffer.alloc(Math.min(size, HEADER_SEARCH_BYTES))
    await handle.read(head, 0, head.length, 0)
    return createReader(handle, parseWavHeader(head, size, file))
  } catch (error) {
    await handle.close()
    throw error
  }
}

function createReader(handle: FileHandle, layout: ReturnType<typeof parseWavHeader>): WavReader {
  const { channels, format, frames, sampleRateHz } = layout
  const frameBytes = channels * BYTES_PER_SAMPLE[format]
  let buffer = Buffer.alloc(0)
  let position = 0
  return {
    sampleRateHz,
    channels,
    frames,
    async read(left, right) {
      const wanted = Math.min(left.length, frames - position)
      if (buffer.length < wanted * frameBytes) buffer = Buffer.alloc(wanted * frameBytes)
      const at = layout.dataOffset + position * frameBytes
      const { bytesRead } = await handle.read(buffer, 0, wanted * frameBytes, at)
      const count = Math.floor(bytesRead / frameBytes)
      position += count
      decodeStereo(buffer, { format, channels }, [left, right], count)
      return count
    },
    close: () => handle.close(),
  }
}

/** Creates (or replaces) a WAV file to write to. */
export async function createWav(file: string, options: WavOptions): Promise<WavWriter> {
  const { sampleRateHz, channels, format = 'float32' } = options
  const handle = await open(file, 'w')
  const frameBytes = channels * BYTES_PER_SAMPLE[format]
  let buffer = new ArrayBuffer(0)
  let frames = 0
  return {
    async write(left, right, count = left.length) {
      if (buffer.byteLength < count * frameBytes) buffer = new ArrayBuffer(count * frameBytes)
      const bytes = encodeSamples(channels === 1 ? [left] : [left, right], format, count, buffer)
      await handle.write(bytes, 0, bytes.length, HEADER_BYTES + frames * frameBytes)
      frames += count
    },
    async close() {
      try {
        await handle.write(wavHeader(sampleRateHz, channels, format, frames), 0, HEADER_BYTES, 0)
      } finally {
        await handle.close()
      }
    },
  }
}

/** A whole WAV file in memory. */
export interface WavAudio {
  readonly sampleRateHz: number
  readonly left: Float32Array
  /** Equal to `left` when the file is mono. */
  readonly right: Float32Array
}

/** Reads a whole file. */
export async function readWav(file: string): Promise<WavAudio> {
  const reader = await openWav(file)
  try {
    const left = new Float32Array(reader.frames)
    const right = new Float32Array(reader.frames)
    const count = await reader.read(left, right)
    return { sampleRateHz: reader.sampleRateHz, left: left.subarray(0, count), right: right.subarray(0, count) }
  } finally {
    await reader.close()
  }
}

/** The sound of a WAV file that is in memory already; `name` is for messages. Throws `TIMELINE_INVALID` as `openWav` does. */
export function decodeWav(bytes: Uint8Array, name: string): WavAudio {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const { sampleRateHz, channels, format, frames, dataOffset } = parseWavHeader(file, file.length, name)
  const left = new Float32Array(frames)
  const right = new Float32Array(frames)
  // A copy, because samples are read in their own size, wherever they lie in the file.
  const samples = Buffer.from(new Uint8Array(file.subarray(dataOffset)).buffer)
  decodeStereo(samples, { format, channels }, [left, right], frames)
  return { sampleRateHz, left, right }
}

/** Writes a whole file: mono from one channel, stereo from two. */
export async function writeWav(
  file: string,
  channels: readonly [left: Float32Array, right?: Float32Array],
  options: Omit<WavOptions, 'channels'>,
): Promise<void> {
  const [left, right] = channels
  const writer = await createWav(file, { ...options, channels: right ? 2 : 1 })
  const blockFrames = 65_536
  try {
    for (let from = 0; from < left.length; from += blockFrames) {
      const block = left.subarray(from, from + blockFrames)
      await writer.write(block, (right ?? left).subarray(from, from + blockFrames))
    }
  } finally {
    await writer.close()
  }
}
