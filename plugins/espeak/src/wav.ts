import { decodePcm16 } from '@mavs/core'

/** The samples of a 16-bit mono WAV; undefined when it is none. A size that a pipe left open goes to the end. */
export function readWav(file: Buffer): { readonly samples: Float32Array; readonly sampleRateHz: number } | undefined {
  if (file.length < 12 || file.toString('latin1', 0, 4) !== 'RIFF' || file.toString('latin1', 8, 12) !== 'WAVE')
    return undefined
  let sampleRateHz: number | undefined
  for (let at = 12; at + 8 <= file.length;) {
    const name = file.toString('latin1', at, at + 4)
    const start = at + 8
    const end = Math.min(start + file.readUInt32LE(at + 4), file.length)
    if (name === 'fmt ') sampleRateHz = sampleRateOf(file.subarray(start, end))
    if (name === 'data') {
      return sampleRateHz === undefined ? undefined : { samples: decodePcm16(file.subarray(start, end)), sampleRateHz }
    }
    at = end + (end % 2)
  }
  return undefined
}

/** Undefined for anything but 16-bit samples of one channel. */
function sampleRateOf(format: Buffer): number | undefined {
  if (format.length < 16) return undefined
  const isPcm16Mono = format.readUInt16LE(0) === 1 && format.readUInt16LE(2) === 1 && format.readUInt16LE(14) === 16
  return isPcm16Mono ? format.readUInt32LE(4) : undefined
}
