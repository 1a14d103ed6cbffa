/*
 * RGBA to I420, BT.709, limited range (ITU-R BT.709-6, section 3), in AssemblyScript with 128-bit SIMD.
 * Coefficients are 15-bit fixed point; a chroma sample is the mean of its 2×2 pixels (MPEG-1 siting, as x264 assumes).
 */

const LUMA = i16x8(5983, 20127, 2032, 0, 5983, 20127, 2032, 0)
const CHROMA_BLUE = i16x8(-3298, -11094, 14392, 0, -3298, -11094, 14392, 0)
const CHROMA_RED = i16x8(14392, -13073, -1319, 0, 14392, -13073, -1319, 0)
/** 16 and a half for rounding. */
const LUMA_OFFSET = i32x4.splat((16 << 15) + (1 << 14))
/** 128 and a half; four pixels are summed, so there are two bits more. */
const CHROMA_OFFSET = i32x4.splat((128 << 17) + (1 << 16))

/** Blocks are 16 pixels wide and 2 high. */
const BLOCK: usize = 16

/**
 * Converts a picture, or a rectangle of one, into the planes at `luma`, `blue` and `red`. `width` and `height` are even
 * and `width` is 16 or more; the last block of a row is moved back to end with the row, so that any such width works.
 */
export function convert(
  source: usize,
  sourceStride: usize,
  luma: usize,
  lumaStride: usize,
  blue: usize,
  red: usize,
  chromaStride: usize,
  width: usize,
  height: usize,
): void {
  const last = width - BLOCK
  for (let y: usize = 0; y < height; y += 2) {
    for (let at: usize = 0; at < width; at += BLOCK) {
      const x = min(at, last)
      block(source + x * 4, sourceStride, luma + x, lumaStride, blue + (x >> 1), red + (x >> 1))
    }
    source += sourceStride * 2
    luma += lumaStride * 2
    blue += chromaStride
    red += chromaStride
  }
}

/** Converts 16×2 pixels. */
function block(source: usize, sourceStride: usize, luma: usize, lumaStride: usize, blue: usize, red: usize): void {
  const below = source + sourceStride
  const top0 = v128.load(source)
  const low0 = v128.load(below)
  const top1 = v128.load(source, 16)
  const low1 = v128.load(below, 16)
  const top2 = v128.load(source, 32)
  const low2 = v128.load(below, 32)
  const top3 = v128.load(source, 48)
  const low3 = v128.load(below, 48)
  v128.store(luma, narrow(brightness(top0), brightness(top1), brightness(top2), brightness(top3)))
  v128.store(luma + lumaStride, narrow(brightness(low0), brightness(low1), brightness(low2), brightness(low3)))
  const first = summed(top0, low0)
  const second = summed(top1, low1)
  const third = summed(top2, low2)
  const fourth = summed(top3, low3)
  storeChroma(first, second, third, fourth, CHROMA_BLUE, blue)
  storeChroma(first, second, third, fourth, CHROMA_RED, red)
}

/** The luma of four pixels. */
function brightness(pixels: v128): v128 {
  const first = i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_u(pixels), LUMA)
  const second = i32x4.dot_i16x8_s(i16x8.extend_high_i8x16_u(pixels), LUMA)
  return i32x4.shr_s(i32x4.add(i32x4.add(even(first, second), odd(first, second)), LUMA_OFFSET), 15)
}

/** 4×2 pixels as the sums of the two 2×2 that are one chroma sample each. */
function summed(top: v128, low: v128): v128 {
  const first = i16x8.add(i16x8.extend_low_i8x16_u(top), i16x8.extend_low_i8x16_u(low))
  const second = i16x8.add(i16x8.extend_high_i8x16_u(top), i16x8.extend_high_i8x16_u(low))
  return i16x8.add(v128.shuffle<i64>(first, second, 0, 2), v128.shuffle<i64>(first, second, 1, 3))
}

/** Stores the eight samples of one chroma plane that belong to a block, from sums of pixels. */
function storeChroma(first: v128, second: v128, third: v128, fourth: v128, weights: v128, target: usize): void {
  const samples = i16x8.narrow_i32x4_s(chroma(first, second, weights), chroma(third, fourth, weights))
  v128.store64_lane(target, i8x16.narrow_i16x8_u(samples, samples), 0)
}

/** Four chroma samples from their sums of pixels. */
function chroma(first: v128, second: v128, weights: v128): v128 {
  const left = i32x4.dot_i16x8_s(first, weights)
  const right = i32x4.dot_i16x8_s(second, weights)
  return i32x4.shr_s(i32x4.add(i32x4.add(even(left, right), odd(left, right)), CHROMA_OFFSET), 17)
}

/** Sixteen 32-bit numbers as bytes, clamped. */
function narrow(a: v128, b: v128, c: v128, d: v128): v128 {
  return i8x16.narrow_i16x8_u(i16x8.narrow_i32x4_s(a, b), i16x8.narrow_i32x4_s(c, d))
}

/** Lanes 0 and 2 of both. */
function even(a: v128, b: v128): v128 {
  return v128.shuffle<i32>(a, b, 0, 2, 4, 6)
}

/** Lanes 1 and 3 of both. */
function odd(a: v128, b: v128): v128 {
  return v128.shuffle<i32>(a, b, 1, 3, 5, 7)
}
