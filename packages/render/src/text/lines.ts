import type { TextWord } from './words.ts'

/** A word with its width as drawn. */
export interface MeasuredWord extends TextWord {
  readonly width: number
  /** Of the hyphen that it shows at a line's end. */
  readonly hyphenWidth?: number
}

/** Width of a run of words on one line. */
export function runWidth(words: readonly MeasuredWord[], spaceWidth: number): number {
  let width = words.at(-1)?.hyphenWidth ?? 0
  words.forEach((word, index) => {
    width += word.width + (word.spaced && index < words.length - 1 ? spaceWidth : 0)
  })
  return width
}

/** Fills each line as far as it goes. Words that are wider than a line stand alone. */
export function greedyLines<Word extends MeasuredWord>(
  words: readonly Word[],
  maxWidth: number,
  spaceWidth: number,
): Word[][] {
  const lines: Word[][] = []
  for (const word of words) {
    const line = lines.at(-1)
    if (line && runWidth([...line, word], spaceWidth) <= maxWidth) line.push(word)
    else lines.push([word])
  }
  return lines
}

/**
 * Breaks into as few lines as fit, of as equal a width as can be, without a single short word on the last line.
 * Minimises the sum of squared gaps (Knuth and Plass 1981, without hyphenation).
 */
export function balancedLines<Word extends MeasuredWord>(
  words: readonly Word[],
  maxWidth: number,
  spaceWidth: number,
): Word[][] {
  const greedy = greedyLines(words, maxWidth, spaceWidth)
  if (greedy.length < 2 || words.length > 120) return greedy
  const target = Math.max(...greedy.map((line) => runWidth(line, spaceWidth)))
  const best = cheapestBreaks(words, greedy.length, { maxWidth, target, spaceWidth })
  return best ?? greedy
}

interface Measure {
  readonly maxWidth: number
  readonly target: number
  readonly spaceWidth: number
}

function cheapestBreaks<Word extends MeasuredWord>(
  words: readonly Word[],
  lineCount: number,
  measure: Measure,
): Word[][] | null {
  const memo = new Map<number, { cost: number; end: number } | null>()
  const solve = (start: number, left: number): { cost: number; end: number } | null => {
    const key = start * 128 + left
    const known = memo.get(key)
    if (known !== undefined) return known
    let best: { cost: number; end: number } | null = null
    for (let end = start + 1; end <= words.length - left + 1; end++) {
      const cost = lineCost(words.slice(start, end), end === words.length, measure)
      if (cost === null) break
      const rest = end === words.length ? (left === 1 ? 0 : null) : left > 1 ? solve(end, left - 1)?.cost : null
      if (rest !== null && rest !== undefined && (best === null || cost + rest < best.cost)) {
        best = { cost: cost + rest, end }
      }
    }
    memo.set(key, best)
    return best
  }
  const lines: Word[][] = []
  for (let start = 0, left = lineCount; start < words.length; left--) {
    const step = solve(start, left)
    if (step === null) return null
    lines.push(words.slice(start, step.end))
    start = step.end
  }
  return lines
}

/** Squared gap to the target width; null when the line is too wide. A lone last word costs as much as a bad line. */
function lineCost(line: readonly MeasuredWord[], isLast: boolean, measure: Measure): number | null {
  const width = runWidth(line, measure.spaceWidth)
  if (width > measure.maxWidth && line.length > 1) return null
  const gap = (measure.target - width) / measure.target
  const lonely = isLast && line.length === 1 && width < measure.target * 0.55 ? 0.5 : 0
  const hyphened = !isLast && line.at(-1)!.hyphened ? 0.1 : 0
  const dangling = !isLast && /^(?:a|an|the|of|to|in|is|and|or|for|with|on|at|by)$/i.test(line.at(-1)!.text) ? 0.02 : 0
  return gap * gap + lonely + hyphened + dangling
}
