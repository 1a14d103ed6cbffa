const PROFILES: Readonly<Record<number, string>> = { 66: 'Baseline', 77: 'Main', 88: 'Extended', 100: 'High' }
/** Profiles whose parameters tell the chroma format; the others are always 4:2:0 with 8 bits. */
const TELLING = [100, 110, 122, 244, 44, 83, 86, 118, 128]
const CHROMA = ['gray', 'yuv420p', 'yuv422p', 'yuv444p']

/**
 * Profile and pixel format from a decoder configuration record (ISO/IEC 14496-15, 5.3.3.1), by the first fields of its
 * sequence parameter set (ITU-T H.264, 7.3.2.1.1).
 */
export function readSequenceParameters(description: AllowSharedBufferSource | undefined): {
  profile: string
  pixelFormat: string
} {
  const record = bytesOf(description)
  // Version, profile, compatibility, level, length size, count, length of the set and the set's own header.
  const set = record.subarray(9)
  const profile = set[0]
  if (record[0] !== 1 || profile === undefined) return { profile: 'unknown', pixelFormat: 'unknown' }
  const name = PROFILES[profile] ?? `profile ${profile}`
  if (!TELLING.includes(profile)) return { profile: name, pixelFormat: 'yuv420p' }
  const read = exponentialGolomb(set.subarray(3))
  read()
  const chroma = read()
  if (chroma === 3) read.bit()
  const bits = 8 + read()
  return { profile: name, pixelFormat: `${CHROMA[chroma] ?? 'unknown'}${bits > 8 ? `${bits}le` : ''}` }
}

type AllowSharedBufferSource = ArrayBufferLike | ArrayBufferView

function bytesOf(source: AllowSharedBufferSource | undefined): Uint8Array {
  if (source === undefined) return new Uint8Array()
  return ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
    : new Uint8Array(source)
}

/** Reads unsigned numbers of variable length (H.264, 9.1), and single bits. */
function exponentialGolomb(bytes: Uint8Array): { (): number; bit(): number } {
  let position = 0
  const bit = () => ((bytes[position >> 3] ?? 0) >> (7 - (position++ & 7))) & 1
  const number = () => {
    let zeros = 0
    while (bit() === 0 && zeros < 31) zeros++
    let value = 1
    for (let count = 0; count < zeros; count++) value = value * 2 + bit()
    return value - 1
  }
  return Object.assign(number, { bit })
}
