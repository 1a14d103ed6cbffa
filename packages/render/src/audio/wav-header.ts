import { VideoError } from '@mavs/core/essentials'

/** How samples lie in a WAV file. */
export type SampleFormat = 'pcm8' | 'pcm16' | 'pcm24' | 'pcm32' | 'float32' | 'float64'

export const BYTES_PER_SAMPLE: Readonly<Record<SampleFormat, number>> = {
  pcm8: 1,
  pcm16: 2,
  pcm24: 3,
  pcm32: 4,
  float32: 4,
  float64: 8,
}

/** More than 7.1 is nothing that we know how to mix down. */
const MOST_CHANNELS = 8

export interface WavLayout {
  readonly sampleRateHz: number
  readonly channels: number
  readonly format: SampleFormat
  /** Where the samples begin in the file, in bytes. */
  readonly dataOffset: number
  readonly frames: number
}

/** Bytes before the samples in the files that `wavHeader` begins. */
export const HEADER_BYTES = 58

/** Enough of a file's beginning to hold the chunks before the samples. */
export const HEADER_SEARCH_BYTES = 65_536

/** The header of a WAV file with `frames` frames. */
export function wavHeader(
  sampleRateHz: number,
  channels: number,
  format: 'pcm16' | 'float32',
  frames: number,
): Uint8Array {
  const header = Buffer.alloc(HEADER_BYTES)
  const frameBytes = channels * BYTES_PER_SAMPLE[format]
  const dataBytes = frames * frameBytes
  header.write('RIFF', 0, 'latin1')
  header.writeUInt32LE(HEADER_BYTES - 8 + dataBytes, 4)
  header.write('WAVEfmt ', 8, 'latin1')
  header.writeUInt32LE(18, 16)
  header.writeUInt16LE(format === 'float32' ? 3 : 1, 20)
  header.writeUInt16LE(channels, 22)
  header.writeUInt32LE(sampleRateHz, 24)
  header.writeUInt32LE(sampleRateHz * frameBytes, 28)
  header.writeUInt16LE(frameBytes, 32)
  header.writeUInt16LE(BYTES_PER_SAMPLE[format] * 8, 34)
  // A float file has to have a `fact` chunk; readers skip it in a PCM file.
  header.write('fact', 38, 'latin1')
  header.writeUInt32LE(4, 42)
  header.writeUInt32LE(frames, 46)
  header.write('data', 50, 'latin1')
  header.writeUInt32LE(dataBytes, 54)
  return header
}

/** Reads the chunks at the beginning of a file. Throws `TIMELINE_INVALID` for anything but a WAV file that we can decode. */
export function parseWavHeader(head: Buffer, fileBytes: number, file: string): WavLayout {
  if (head.toString('latin1', 0, 4) !== 'RIFF' || head.toString('latin1', 8, 12) !== 'WAVE') {
    throw invalid(file, `expected a RIFF/WAVE file, got ${describeStart(head)}; convert it to WAV`)
  }
  let shape: Omit<WavLayout, 'dataOffset' | 'frames'> | undefined
  for (let at = 12; at + 8 <= head.length;) {
    const id = head.toString('latin1', at, at + 4)
    const size = head.readUInt32LE(at + 4)
    if (id === 'fmt ') shape = parseFormat(head.subarray(at + 8, at + 8 + size), file)
    if (id === 'data') {
      if (!shape) throw invalid(file, 'its "data" chunk comes before its "fmt " chunk')
      return { ...shape, ...locateSamples(shape, at + 8, { size, fileBytes, file }) }
    }
    at += 8 + size + (size % 2)
  }
  throw invalid(file, `no "data" chunk in its first ${head.length} bytes; the file is cut off or broken`)
}

function parseFormat(chunk: Buffer, file: string): Omit<WavLayout, 'dataOffset' | 'frames'> {
  if (chunk.length < 16) throw invalid(file, `its "fmt " chunk has ${chunk.length} bytes, expected at least 16`)
  const channels = chunk.readUInt16LE(2)
  const sampleRateHz = chunk.readUInt32LE(4)
  const bits = chunk.readUInt16LE(14)
  const outerTag = chunk.readUInt16LE(0)
  // WAVE_FORMAT_EXTENSIBLE keeps the real tag in its sub-format.
  const tag = outerTag === 0xfffe && chunk.length >= 26 ? chunk.readUInt16LE(24) : outerTag
  const format = sampleFormat(tag, bits)
  if (!format) {
    throw invalid(file, `expected PCM of 8 to 32 bits or float, got format tag ${tag} with ${bits} bits; convert it`)
  }
  if (channels < 1 || channels > MOST_CHANNELS) {
    throw invalid(file, `expected 1 to ${MOST_CHANNELS} channels, got ${channels}`)
  }
  if (sampleRateHz < 4000 || sampleRateHz > 384_000) {
    throw invalid(file, `expected a sample rate of 4000 to 384000 Hz, got ${sampleRateHz}`)
  }
  return { sampleRateHz, channels, format }
}

function sampleFormat(tag: number, bits: number): SampleFormat | undefined {
  const pcm: Record<number, SampleFormat> = { 8: 'pcm8', 16: 'pcm16', 24: 'pcm24', 32: 'pcm32' }
  const float: Record<number, SampleFormat> = { 32: 'float32', 64: 'float64' }
  return tag === 1 ? pcm[bits] : tag === 3 ? float[bits] : undefined
}

/** Sizes from here on are written by those who don't know it yet: the samples then reach to the end of the file. */
const UNKNOWN_SIZE = 0x7fff_0000

function locateSamples(
  { channels, format }: Pick<WavLayout, 'channels' | 'format'>,
  dataOffset: number,
  { size, fileBytes, file }: { readonly size: number; readonly fileBytes: number; readonly file: string },
): Pick<WavLayout, 'dataOffset' | 'frames'> {
  const frameBytes = channels * BYTES_PER_SAMPLE[format]
  const present = Math.max(0, fileBytes - dataOffset)
  const isKnown = size > 0 && size < UNKNOWN_SIZE
  if (isKnown && size > present) {
    throw invalid(file, `it is cut off: its header tells of ${size} bytes of samples, ${present} are there`)
  }
  const frames = Math.floor((isKnown ? size : present) / frameBytes)
  if (frames === 0) throw invalid(file, 'it holds no samples')
  return { dataOffset, frames }
}

function describeStart(head: Buffer): string {
  if (head.length === 0) return 'an empty file'
  return `bytes that begin with ${JSON.stringify(head.toString('latin1', 0, 12).replace(/[^\x20-\x7e]/g, '.'))}`
}

function invalid(file: string, problem: string): VideoError {
  return new VideoError('TIMELINE_INVALID', `audio file ${file} cannot be read: ${problem}`, { details: { file } })
}
