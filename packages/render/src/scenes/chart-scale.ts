import { tidy } from './chart-format.ts'

/** Maps values to places along an axis. */
export interface Scale {
  /** Round values for grid lines, from the lowest to the highest. */
  readonly ticks: readonly number[]
  /** Place of a value, 0 at the axis' low end, 1 at its high end. */
  at(value: number): number
}

/** A scale for bars: from zero to the largest value, and to the smallest one below zero. */
export function barScale(values: readonly number[]): Pick<Scale, 'at'> {
  const min = Math.min(0, ...values)
  const spread = Math.max(0, ...values) - min || 1
  return { at: (value) => (value - min) / spread }
}

/** A scale with round ends: over the values, and from zero where what is drawn is a size. */
export function roundScale(values: readonly number[], fromZero: boolean): Scale {
  const low = Math.min(...values, ...(fromZero ? [0] : []))
  const high = Math.max(...values, ...(fromZero ? [0] : []))
  const spread = high - low || Math.abs(high) || 1
  const step = roundStep(spread / 3)
  const min = Math.floor(low / step) * step
  const max = Math.max(min + step, Math.ceil(high / step) * step)
  const count = Math.round((max - min) / step)
  const ticks = Array.from({ length: count + 1 }, (_, index) => tidy(min + index * step))
  return { ticks, at: (value) => (value - min) / (max - min) }
}

/** 1, 2, 2.5 or 5 times a power of ten, at least as large as the wanted step. */
function roundStep(wanted: number): number {
  const power = 10 ** Math.floor(Math.log10(wanted))
  const factor = [1, 2, 2.5, 5, 10].find((candidate) => candidate * power >= wanted * 0.999) ?? 10
  return factor * power
}
