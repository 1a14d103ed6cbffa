import { isDotted } from './abbreviations.ts'
import { speakAcronym, speakIrregular, spell } from './acronyms.ts'
import { addressParts } from './addresses.ts'
import { speakDate, speakTime } from './dates.ts'
import { currencyWords, isCurrency, parseAmount, speakAmount } from './money.ts'
import {
  cardinal,
  digits,
  fraction,
  isOne,
  ordinal,
  parseNumber,
  plural,
  shortYear,
  speakNumber,
  year,
} from './numbers.ts'
import { respell } from './respelling.ts'
import { magnitude, speakUnit } from './units.ts'

/** Stands among the words for a short pause. */
export const COMMA = ','

type Reading = (core: string) => string[] | undefined

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

/** Vulgar fractions by their character. */
const FRACTIONS: Readonly<Record<string, readonly [string, string]>> = {
  '½': ['1', '2'],
  '¼': ['1', '4'],
  '¾': ['3', '4'],
  '⅓': ['1', '3'],
  '⅔': ['2', '3'],
  '⅕': ['1', '5'],
  '⅖': ['2', '5'],
  '⅗': ['3', '5'],
  '⅘': ['4', '5'],
  '⅙': ['1', '6'],
  '⅚': ['5', '6'],
  '⅛': ['1', '8'],
  '⅜': ['3', '8'],
  '⅝': ['5', '8'],
  '⅞': ['7', '8'],
}

/** In this order: the first that knows the word reads it. */
const READINGS: readonly Reading[] = [
  speakIrregular,
  (core) => (Object.hasOwn(SYMBOLS, core) ? SYMBOLS[core]!.split(' ') : undefined),
  (core) => (isCurrency(core) ? currencyWords(core) : undefined),
  (core) => addressParts(core)?.flatMap(speakWord),
  speakDate,
  (core) => speakTime(core),
  readAmount,
  readNumber,
  readFraction,
  readOrdinalOrDecade,
  readRange,
  readDimensions,
  readPrefixed,
  readQuantity,
  readVersion,
  (core) => (isDotted(core) ? spell(core.replaceAll('.', '')) : undefined),
  speakAcronym,
  readSingle,
  readJoined,
  readParts,
]

/** What one word says, in lower case, single letters as capitals; empty when it has no sound. */
export function speakWord(core: string): string[] {
  for (const reading of READINGS) {
    const words = reading(core)
    if (words) return words
  }
  return []
}

function readAmount(core: string): string[] | undefined {
  const amount = parseAmount(core)
  return amount && speakAmount(amount)
}

function readNumber(core: string): string[] | undefined {
  const number = parseNumber(core)
  return number && speakNumber(number, { asYear: true })
}

/** "½", "2¾", "3/4"; other slashed numbers are read as they stand. */
function readFraction(core: string): string[] | undefined {
  const vulgar = /^(\d*)([½¼¾⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞])$/.exec(core)
  if (vulgar) {
    const [, whole, character] = vulgar
    const [numerator, denominator] = FRACTIONS[character!]!
    if (whole === '') return fraction(numerator, denominator)
    return [
      ...cardinal(whole!),
      'and',
      ...(numerator === '1' ? ['a', ...fraction('1', denominator).slice(1)] : fraction(numerator, denominator)),
    ]
  }
  const slashed = /^(\d{1,3})\/(\d{1,3})$/.exec(core)
  if (!slashed) return undefined
  const [numerator, denominator] = [slashed[1]!, slashed[2]!]
  const isFraction = Number(numerator) < Number(denominator) && Number(denominator) <= 100 && core !== '9/11'
  return isFraction ? fraction(numerator, denominator) : [...cardinal(numerator), ...cardinal(denominator)]
}

/** "21st", "1990s", "'90s", "90s". */
function readOrdinalOrDecade(core: string): string[] | undefined {
  const ordinals = /^(\d[\d,]*)(st|nd|rd|th)$/i.exec(core)
  if (ordinals) return ordinal(ordinals[1]!.replaceAll(',', ''))
  const decade = /^'?(\d{2}|\d{4})'?s$/.exec(core)
  if (decade) return plural(decade[1]!.length === 4 ? year(Number(decade[1])) : cardinal(decade[1]!))
  const short = /^'(\d{2})$/.exec(core)
  return short ? shortYear(short[1]!) : undefined
}

/** "1939–45", "10-20%", "$5–10", "5–6km": both ends, with "to" between them; the unit is said once. */
function readRange(core: string): string[] | undefined {
  const match = /^(US\$|[$€£¥₹])?([\d.,]+)[-–—](?:US\$|[$€£¥₹])?([\d.,]+)(\D*)$/.exec(core)
  const [from, to] = [parseNumber(match?.[2] ?? ''), parseNumber(match?.[3] ?? '')]
  if (!match || !from || !to) return undefined
  const [, currency, first = '', second = '', unit = ''] = match
  const isShortYear = first.length === 4 && second.length === 2 && unit === ''
  const asYear = unit === '' && currency === undefined
  const end = currency
    ? speakWord(`${currency}${second}${unit}`)
    : isShortYear
      ? shortYear(second)
      : unit === ''
        ? speakNumber(to, { asYear })
        : speakWord(`${second}${unit}`)
  return [...speakNumber(from, { asYear }), 'to', ...end]
}

/** "1920×1080", "3x4", "16:9", and "10x" or "3×" for times. */
function readDimensions(core: string): string[] | undefined {
  const sides = /^([\d.,]+)([x×:])([\d.,]+)(\D*)$/.exec(core)
  if (sides && parseNumber(sides[1]!) && parseNumber(sides[3]!)) {
    return [...speakSide(sides[1]!), sides[2] === ':' ? 'to' : 'by', ...speakSide(`${sides[3]}${sides[4]}`)]
  }
  const times = /^([\d.,]+)[x×]$/.exec(core)
  const number = times && parseNumber(times[1]!)
  return number ? [...speakNumber(number), 'times'] : undefined
}

/** Sides in pixels are said in pairs: ten eighty. */
const speakSide = (side: string): string[] => (/^1[0-9]{3}$/.test(side) ? year(Number(side)) : speakWord(side))

/** "~5", "<5%", "≥3", "±2", "+7", "#1", "#hashtag", "@name", "-5°C". */
function readPrefixed(core: string): string[] | undefined {
  const match = /^([~≈<>≤≥±+#@−-])(.+)$/.exec(core)
  if (!match) return undefined
  const [, symbol = '', rest = ''] = match
  const isNumeric = /^[\d.$€£]/.test(rest)
  if (symbol === '#' && !isNumeric) return ['hashtag', ...speakWord(rest)]
  if (symbol === '@') return ['at', ...speakWord(rest)]
  if (!isNumeric) return speakWord(rest)
  return [...(symbol === '-' ? ['minus'] : SYMBOLS[symbol]!.split(' ')), ...speakWord(rest)]
}

/** A number with its unit or magnitude: "5km", "20°C", "10%", "3.5GHz", "10k", "2bn". */
function readQuantity(core: string): string[] | undefined {
  const match = /^([-−]?[\d.,]*\d)([a-zA-Z°%‰][a-zA-Z\d°%^/]*)$/.exec(core)
  const number = match && parseNumber(match[1]!)
  if (!number) return undefined
  const multiplied = magnitude(match[2]!, false)
  const unit = multiplied ? [multiplied] : speakUnit(match[2]!, isOne(number))
  return unit && [...speakNumber(number), ...unit]
}

/** "v2.0.1", "192.168.0.1". */
function readVersion(core: string): string[] | undefined {
  const match = /^(v)?(\d+(?:\.\d+)+)$/i.exec(core)
  if (!match) return undefined
  const numbers = match[2]!.split('.').flatMap((part, index) => [...(index > 0 ? ['point'] : []), ...cardinal(part)])
  return [...(match[1] ? ['version'] : []), ...numbers]
}

/** A plain word, in Flite's letters. One without vowels is spelt: "tv", "pdf". */
function readSingle(core: string): string[] | undefined {
  if (/^[A-Z]$/.test(core)) return [core]
  if (!/^[a-zA-Z]+(?:'[a-zA-Z]+)*$/.test(core)) return undefined
  const isUnpronounceable =
    core.length > 1 && core.length <= 5 && !/[aeiouy']/i.test(core) && !/^(hm+|sh+|pst+|nth)$/i.test(core)
  return isUnpronounceable ? spell(core) : respell(core.toLowerCase())
}

/** Words joined by hyphens, dashes or strokes are read one after the other; a long dash is a short pause. */
function readJoined(core: string): string[] | undefined {
  const parts = core.split(/([-–—/_|\\]+)/)
  if (parts.length === 1) return undefined
  return parts.flatMap((part) => (/^[—–]|--/.test(part) ? [COMMA] : /^[-/_|\\]/.test(part) ? [] : speakWord(part)))
}

/** Everything else falls into its letters, digits and known symbols. */
function readParts(core: string): string[] {
  const parts = core.match(PARTS) ?? []
  if (parts.length === 1 && parts[0] === core) return /^\d+$/.test(core) ? digits(core) : []
  return parts.flatMap((part) => (part === '.' ? ['dot'] : /^[,;:]$/.test(part) ? [COMMA] : speakWord(part)))
}

const PARTS = /[a-zA-Z]+(?:'[a-zA-Z]+)*|\d+|[½¼¾⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞]|[&+=%°×÷±≈≤≥€£¥]|\.(?=[a-zA-Z])|[,;:]/g
