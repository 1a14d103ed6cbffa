import type { Speak } from './reading.ts'

/** Symbols that are words of their own. */
const SYMBOLS: Readonly<Record<string, string>> = {
  '&': 'and',
  '+': 'plus',
  '=': 'equals',
  '@': 'at',
  '%': 'percent',
  '‰': 'per mille',
  '×': 'times',
  '*': 'times',
  '÷': 'divided by',
  '±': 'plus or minus',
  '≈': 'about',
  '~': 'about',
  '<': 'less than',
  '>': 'more than',
  '≤': 'at most',
  '≥': 'at least',
  '−': 'minus',
  '→': 'to',
  '§': 'section',
  '°': 'degrees',
  '#': 'number',
}

/** A symbol that stands alone. */
export const readSymbol = (core: string): string[] | undefined =>
  Object.hasOwn(SYMBOLS, core) ? SYMBOLS[core]!.split(' ') : undefined

/** "~5", "<5%", "≥3", "±2", "+7", "#1", "#hashtag", "@name", "-5°C". */
export function readPrefixed(core: string, speakWord: Speak): string[] | undefined {
  const match = /^([~≈<>≤≥±+#@−-])(.+)$/.exec(core)
  if (!match) return undefined
  const [, symbol = '', rest = ''] = match
  const isNumeric = /^[\d.$€£]/.test(rest)
  if (symbol === '#' && !isNumeric) return ['hashtag', ...speakWord(rest)]
  if (symbol === '@') return ['at', ...speakWord(rest)]
  if (!isNumeric) return speakWord(rest)
  return [...(symbol === '-' ? ['minus'] : SYMBOLS[symbol]!.split(' ')), ...speakWord(rest)]
}
