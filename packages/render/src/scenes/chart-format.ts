/** A value as a text in the video's language, with a real minus sign. */
export type ValueFormat = (value: number) => string

/** Past this, figures are written short: "1.23B". */
const LONG = 1e6

/** What is a smaller share of the largest value than this is written as zero. */
const NOTHING = 1e-6

/** Formats a chart's values alike: as many decimals as the data need, at most two; very large and very small ones short. */
export function valueFormat(values: readonly number[], language: string): ValueFormat {
  const formatter = new Intl.NumberFormat(language, optionsFor(values))
  const smallest = Math.max(0, ...values.map(Math.abs)) * NOTHING
  return (value) => formatter.format(Math.abs(value) < smallest ? 0 : value).replace('-', '−')
}

function optionsFor(values: readonly number[]): Intl.NumberFormatOptions {
  const sizes = values.map(Math.abs)
  const largest = Math.max(0, ...sizes)
  if (largest >= LONG) return { notation: 'compact', maximumSignificantDigits: 3 }
  if (largest > 0 && largest < 1e-4) return { notation: 'scientific', maximumSignificantDigits: 2 }
  if (largest > 0 && largest < 0.1) return { maximumSignificantDigits: 2 }
  const decimals = largest >= 1000 ? 0 : Math.min(2, Math.max(0, ...values.map(decimalsOf)))
  const isYearLike = values.every(Number.isInteger) && largest < 10_000
  return { minimumFractionDigits: decimals, maximumFractionDigits: decimals, useGrouping: !isYearLike }
}

const decimalsOf = (value: number): number => (String(tidy(value)).split('.')[1] ?? '').length

/** Takes off the crumbs of floating point. */
export const tidy = (value: number): number => Number(value.toPrecision(12))

/** Shares of a whole as a text: "37%", in the language's own way; what is less than half a percent, "<1%". */
export function shareFormat(language: string): ValueFormat {
  const formatter = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 })
  return (share) => (share > 0 && share < 0.005 ? `<${formatter.format(0.01)}` : formatter.format(share))
}

/** Every character that a language's numbers may need. */
export const numberTexts = (language: string): readonly string[] =>
  [1e3, 1e4, 1e6, 1e8, 1e9, 1e12, 1e15].flatMap((size) => [
    new Intl.NumberFormat(language, { notation: 'compact' }).format(1.2345678 * size),
    new Intl.NumberFormat(language).format(-1_234_567_890.5),
    `<${new Intl.NumberFormat(language, { style: 'percent' }).format(0.5)}`,
  ])
