/** 16-bit little-endian samples as numbers from -1 to 1. */
export function decodePcm16(bytes: Uint8Array): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return Float32Array.from(
    { length: Math.floor(bytes.byteLength / 2) },
    (_, at) => view.getInt16(2 * at, true) / 32_768,
  )
}

/** Parts are faded in and out over this long where they meet, so that nothing clicks. */
const FADE_SECONDS = 0.005

/** Puts parts one after the other with so much silence between them, and tells when each one starts. */
export function joinSounds(
  parts: readonly Float32Array[],
  options: { readonly sampleRateHz: number; readonly gapSeconds?: number },
): { readonly samples: Float32Array; readonly startSeconds: readonly number[] } {
  const { sampleRateHz, gapSeconds = 0 } = options
  const gap = Math.round(gapSeconds * sampleRateHz)
  const fade = Math.round(FADE_SECONDS * sampleRateHz)
  const length = parts.reduce((sum, part) => sum + part.length, 0) + gap * Math.max(0, parts.length - 1)
  const samples = new Float32Array(length)
  let at = 0
  const startSeconds = parts.map((part, index) => {
    samples.set(part, at)
    const placed = samples.subarray(at, at + part.length)
    if (index > 0) fadeIn(placed, fade)
    if (index < parts.length - 1) fadeOut(placed, fade)
    const start = at / sampleRateHz
    at += part.length + gap
    return start
  })
  return { samples, startSeconds }
}

function fadeIn(samples: Float32Array, length: number): void {
  for (let at = 0; at < Math.min(length, samples.length); at++) samples[at]! *= at / length
}

function fadeOut(samples: Float32Array, length: number): void {
  for (let at = 0; at < Math.min(length, samples.length); at++) samples[samples.length - 1 - at]! *= at / length
}
