/** Maps values to places along an axis. */
export interface Scale {
  /** Round values for grid lines. */
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

/** A scale for lines: over the values, with round ends. */
export function lineScale(values: readonly number[]): Scale {
  const low = Math.min(...values)
  const high = Math.max(...values)
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

/** Takes off the crumbs of floating point. */
const tidy = (value: number): number => Number(value.toPrecision(12))

/** Formats a chart's values alike: as many decimals as the data need, at most two. */
export function valueFormat(values: readonly number[], language: string): (value: number) => string {
  const decimals = Math.min(2, Math.max(0, ...values.map((value) => (String(tidy(value)).split('.')[1] ?? '').length)))
  const isYearLike = values.every((value) => Number.isInteger(value) && Math.abs(value) < 10_000)
  const formatter = new Intl.NumberFormat(language, {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
    useGrouping: !isYearLike,
  })
  return (value) => formatter.format(value).replace('-', '−')
}
