import { isDotted } from './abbreviations.ts'
import { speakAcronym, speakIrregular, spell } from './acronyms.ts'
import { addressParts } from './addresses.ts'
import { speakDate, speakTime } from './dates.ts'
import { readFraction } from './fractions.ts'
import { currencyWords, isCurrency, parseAmount, speakAmount } from './money.ts'
import { digits, parseNumber, speakNumber } from './numbers.ts'
import { readDimensions, readOrdinalOrDecade, readQuantity, readRange, readVersion } from './quantities.ts'
import { COMMA, type Reading } from './reading.ts'
import { respell } from './respelling.ts'
import { readPrefixed, readSymbol } from './symbols.ts'

/** In this order: the first that knows the word reads it. */
const READINGS: readonly Reading[] = [
  speakIrregular,
  readSymbol,
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
    const words = reading(core, speakWord)
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
