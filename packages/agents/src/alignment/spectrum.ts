/** Tells the power of each frequency in a block of sound. */
export interface Spectrum {
  /** Fills `power` (size / 2 + 1 values) from a block of `size` samples. */
  measure(block: Float64Array, power: Float64Array): void
}

/** Makes a fast Fourier transform (Cooley and Tukey, radix 2) for blocks of `size` samples, a power of two. */
export function createSpectrum(size: number): Spectrum {
  const real = new Float64Array(size)
  const imaginary = new Float64Array(size)
  const order = bitReversed(size)
  const cosine = Float64Array.from({ length: size / 2 }, (_, at) => Math.cos((2 * Math.PI * at) / size))
  const sine = Float64Array.from({ length: size / 2 }, (_, at) => -Math.sin((2 * Math.PI * at) / size))
  return {
    measure(block, power) {
      for (let at = 0; at < size; at++) real[at] = block[order[at]!] as number
      imaginary.fill(0)
      for (let length = 2; length <= size; length *= 2) {
        const half = length / 2
        const stride = size / length
        for (let start = 0; start < size; start += length) {
          for (let k = 0; k < half; k++) {
            const upper = start + k
            const lower = upper + half
            const c = cosine[k * stride] as number
            const s = sine[k * stride] as number
            const a = real[lower] as number
            const b = imaginary[lower] as number
            const turnedReal = a * c - b * s
            const turnedImaginary = a * s + b * c
            real[lower] = (real[upper] as number) - turnedReal
            imaginary[lower] = (imaginary[upper] as number) - turnedImaginary
            real[upper] = (real[upper] as number) + turnedReal
            imaginary[upper] = (imaginary[upper] as number) + turnedImaginary
          }
        }
      }
      for (let at = 0; at <= size / 2; at++) power[at] = (real[at] as number) ** 2 + (imaginary[at] as number) ** 2
    },
  }
}

function bitReversed(size: number): Uint32Array {
  const order = new Uint32Array(size)
  for (let at = 1; at < size; at++) order[at] = (order[at >> 1]! >> 1) | (at & 1 ? size >> 1 : 0)
  return order
}
