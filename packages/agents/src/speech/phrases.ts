import { findAbbreviation } from './abbreviations.ts'
import { monthWord, parseDay, parseMonth, speakTime } from './dates.ts'
import { currencyWords, isCurrency, parseAmount } from './money.ts'
import { cardinal, isOne, isYear, ordinal, parseNumber, parseRoman, speakNumber, year } from './numbers.ts'
import type { Token } from './tokens.ts'
import { isMagnitudeWord, speakUnit } from './units.ts'
import { speakWord } from './words.ts'

/** What each of the words from a place on says, when they are read together; undefined when they are not. */
type Phrase = (tokens: readonly Token[], at: number) => readonly (readonly string[])[] | undefined

/** In this order: the first that knows the words reads them. */
const PHRASES: readonly Phrase[] = [
  readDayAndMonth,
  readMonthAndDay,
  readMonthAndYear,
  readMoneyAndMagnitude,
  readNumberAndCurrency,
  readTimeAndHalf,
  readNumberAndUnit,
  readNumbered,
  readRoman,
  readAbbreviation,
  readLetterA,
]

/** Reads words whose sound depends on their neighbours: dates, amounts, units, numerals, abbreviations. */
export function readPhrase(tokens: readonly Token[], at: number): readonly (readonly string[])[] | undefined {
  for (const phrase of PHRASES) {
    const words = phrase(tokens, at)
    if (words) return words
  }
  return undefined
}

/** The next token, unless punctuation stands between. */
function following(tokens: readonly Token[], at: number): Token | undefined {
  return tokens[at]?.after === '' && tokens[at + 1]?.before === '' ? tokens[at + 1] : undefined
}

/** "12 March 2024": the twelfth of march twenty twenty four. */
function readDayAndMonth(tokens: readonly Token[], at: number): string[][] | undefined {
  const day = parseDay(tokens[at]!.core)
  const month = parseMonth(following(tokens, at)?.core ?? '')
  if (!day || !month) return undefined
  const hasArticle = tokens[at - 1]?.core.toLowerCase() === 'the'
  const spoken = [[...(hasArticle ? [] : ['the']), ...ordinal(day), 'of'], [monthWord(month)]]
  return withYear(spoken, tokens, at + 1)
}

/** "March 12, 2024": march twelfth twenty twenty four. */
function readMonthAndDay(tokens: readonly Token[], at: number): string[][] | undefined {
  const month = monthAt(tokens, at)
  const day = month && parseDay(tokens[at + 1]?.core ?? '')
  return month && day ? withYear([[monthWord(month)], ordinal(day)], tokens, at + 1) : undefined
}

/** "March 2024", "Sept. 1939". */
function readMonthAndYear(tokens: readonly Token[], at: number): string[][] | undefined {
  const month = monthAt(tokens, at)
  const number = month && parseNumber(tokens[at + 1]?.core ?? '')
  return month && number && isYear(number) ? [[monthWord(month)], year(Number(number.integer))] : undefined
}

/** A month before a number; its own point may stand between. */
function monthAt(tokens: readonly Token[], at: number): number | undefined {
  const { core, after } = tokens[at]!
  return /^\.?$/.test(after) && tokens[at + 1]?.before === '' ? parseMonth(core) : undefined
}

function withYear(spoken: string[][], tokens: readonly Token[], last: number): string[][] {
  const next = /^,?$/.test(tokens[last]!.after) ? tokens[last + 1] : undefined
  const number = next && parseNumber(next.core)
  return number && isYear(number) ? [...spoken, year(Number(number.integer))] : spoken
}

/** "$3.5 million": three point five million dollars. */
function readMoneyAndMagnitude(tokens: readonly Token[], at: number): string[][] | undefined {
  const amount = parseAmount(tokens[at]!.core)
  const next = following(tokens, at)
  if (!amount || amount.suffix !== '' || !next || !isMagnitudeWord(next.core)) return undefined
  return [speakNumber(parseNumber(amount.number)!), [next.core.toLowerCase(), ...currencyWords(amount.currency)]]
}

/** "5 €", "100 USD", "3 million USD". */
function readNumberAndCurrency(tokens: readonly Token[], at: number): string[][] | undefined {
  const number = parseNumber(tokens[at]!.core)
  const next = following(tokens, at)
  if (!number || !next || !isCurrency(next.core)) return undefined
  return [speakNumber(number), currencyWords(next.core, isOne(number))]
}

/** "10:30 a.m.", "9 PM". */
function readTimeAndHalf(tokens: readonly Token[], at: number): string[][] | undefined {
  const next = following(tokens, at)
  const half = /^([ap])\.?m$/i.exec(next?.core ?? '')?.[1]?.toUpperCase()
  if (!half) return undefined
  const time =
    speakTime(tokens[at]!.core, true) ?? (/^\d{1,2}$/.test(tokens[at]!.core) ? cardinal(tokens[at]!.core) : undefined)
  return time && [time, [half, 'M']]
}

/** "5 km", "20 °C", "1 hr"; also the end of a range, "5–6 km". */
function readNumberAndUnit(tokens: readonly Token[], at: number): string[][] | undefined {
  const { core } = tokens[at]!
  const next = following(tokens, at)
  const number = parseNumber(core)
  const isRange = /^[\d.,]+[-–][\d.,]+$/.test(core)
  if (!next || (!number && !isRange) || (/^[KMBT]$/.test(next.core) && next.core !== 'K')) return undefined
  const unit = speakUnit(next.core, number !== undefined && isOne(number))
  return unit && [number ? speakNumber(number) : speakWord(core), unit]
}

/** "No. 5", "pp. 3–4". */
function readNumbered(tokens: readonly Token[], at: number): string[][] | undefined {
  const { core, after } = tokens[at]!
  const hasNumber = /^\d/.test(tokens[at + 1]?.core ?? '')
  const word = { no: 'number', nr: 'number', p: 'page', c: 'circa' }[core.toLowerCase()]
  return after === '.' && hasNumber && word ? [[word]] : undefined
}

const RULERS = new Set(
  (
    'Henry Louis George Elizabeth Charles James Edward Richard William Philip Pius Benedict Paul Gregory Innocent Leo ' +
    'Napoleon Frederick Catherine Peter Nicholas Alexander Ivan Otto Wilhelm Ramses Ramesses Ptolemy Gustav Christian ' +
    'Haakon Harald Umberto Emmanuel Clement Urban Julius Mary Alfonso Ferdinand Carlos Juan Felipe Francis ' +
    'Maximilian Rudolf Darius Xerxes Cyrus Artaxerxes Selim Mehmed Murad Osman Thutmose Amenhotep Seti Boniface John ' +
    'Albert Leopold Baldwin Robert David Malcolm Margrethe Olav Pedro Constantine Justinian Theodosius Suleiman'
  ).split(' '),
)
const NUMBERED =
  /^(war|chapter|part|act|scene|volume|book|section|phase|type|class|article|level|stage|grade|apollo|saturn|titan|rocky|episode|appendix|mark|schedule|title|bowl)$/i

/** "Louis XIV" (the fourteenth), "World War II" (two), "the XIX century" (nineteenth). */
function readRoman(tokens: readonly Token[], at: number): string[][] | undefined {
  const { core } = tokens[at]!
  const value = parseRoman(core)
  if (value === undefined) return undefined
  const before = tokens[at - 1]?.after === '' ? tokens[at - 1]!.core : ''
  if (/^(centur(y|ies)|dynasty|olympiad)$/i.test(following(tokens, at)?.core ?? '')) return [ordinal(String(value))]
  const hasTitle = /^(king|queen|pope|emperor|tsar|czar|sultan|prince|pharaoh)$/i.test(tokens[at - 2]?.core ?? '')
  const isPronoun = core === 'I' && !hasTitle && /^[a-z]/.test(following(tokens, at)?.core ?? '')
  if (RULERS.has(before) && !isPronoun) {
    return [['the', ...ordinal(String(value))]]
  }
  const isCounted =
    NUMBERED.test(before) || (/^[A-Z][a-z]/.test(before) && /^(II|III|IV|VI|VII|VIII|IX|XI+|XIV|XV)$/.test(core))
  return isCounted ? [cardinal(String(value))] : undefined
}

/** "Dr. Smith", "e.g.", "vs."; "St." is a street after a name and a saint before one. */
function readAbbreviation(tokens: readonly Token[], at: number): string[][] | undefined {
  const { core, after } = tokens[at]!
  const abbreviation = findAbbreviation(core, after.startsWith('.'))
  if (!abbreviation) return undefined
  const isStreet = core === 'St' && !/^[A-Z]/.test(tokens[at + 1]?.core ?? '')
  return [isStreet ? ['street'] : [...abbreviation.words]]
}

/** "A" at the start of a sentence is the article, elsewhere a letter: "vitamin A". */
function readLetterA(tokens: readonly Token[], at: number): string[][] | undefined {
  if (tokens[at]!.core !== 'A' || tokens[at]!.after !== '') return undefined
  const previous = tokens[at - 1]
  const startsSentence = !previous || /[.!?:…]/.test(previous.after) || previous.endsParagraph
  return startsSentence ? [['a']] : undefined
}
