/** A stereo signal that is read from its beginning. */
export interface StereoStream {
  /** Replaces both arrays by the next samples. */
  read(left: Float32Array, right: Float32Array): Promise<void>
  close(): Promise<void>
}

/** How long a signal is, and what stops the work on it. */
export interface BlockOptions {
  readonly sampleRateHz: number
  readonly durationSeconds: number
  readonly signal: AbortSignal
}

const BLOCK_FRAMES = 24_000

/**
 * Walks over a stereo signal in blocks, so that memory does not grow with its length. The arrays are the same every time
 * and hold nothing useful at first; the last block is shorter. Throws the signal's reason when aborted.
 */
export async function forEachBlock(
  { sampleRateHz, durationSeconds, signal }: BlockOptions,
  visit: (left: Float32Array, right: Float32Array, count: number) => Promise<void>,
): Promise<void> {
  const left = new Float32Array(BLOCK_FRAMES)
  const right = new Float32Array(BLOCK_FRAMES)
  const frames = Math.round(durationSeconds * sampleRateHz)
  for (let from = 0; from < frames; from += BLOCK_FRAMES) {
    signal.throwIfAborted()
    const count = Math.min(BLOCK_FRAMES, frames - from)
    await visit(left.subarray(0, count), right.subarray(0, count), count)
  }
}
