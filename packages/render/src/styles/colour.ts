import { converter, formatHex, interpolate, wcagContrast } from './colour-library.ts'

/** Least contrast ratio of text at a size in design pixels (WCAG 2.2: large text needs less). */
export const requiredContrast = (sizePx: number): number => (sizePx >= 44 ? 3 : 4.5)

/** Contrast ratio of two colours, 1 to 21. */
export const contrast = (a: string, b: string): number => wcagContrast(a, b)

/** A colour between two, mixed in OKLab; 0 is the first. */
export const mix = (from: string, to: string, share: number): string =>
  formatHex(interpolate([from, to], 'oklab')(share)) ?? from

/** The colour with an opacity, as CSS. */
export function withOpacity(colour: string, opacity: number): string {
  const { r, g, b } = toRgb(colour)!
  const byte = (value: number) => Math.round(value * 255)
  return `rgba(${byte(r)}, ${byte(g)}, ${byte(b)}, ${opacity})`
}

/** The wanted colour, or the nearest one towards black or white that can be read at the size on what lies behind it. */
export function readable(wanted: string, behind: string, sizePx: number): string {
  const needed = requiredContrast(sizePx)
  if (contrast(wanted, behind) >= needed) return wanted
  const goal = contrast('#000000', behind) > contrast('#ffffff', behind) ? '#000000' : '#ffffff'
  for (let share = 0.05; share < 1; share += 0.05) {
    const candidate = mix(wanted, goal, share)
    if (contrast(candidate, behind) >= needed) return candidate
  }
  return goal
}

const toRgb = converter('rgb')
