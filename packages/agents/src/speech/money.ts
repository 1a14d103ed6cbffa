import { cardinal, isOne, parseNumber, speakNumber } from './numbers.ts'
import { magnitude } from './units.ts'

interface Currency {
  readonly one: string
  readonly many: string
  /** Its hundredth part. */
  readonly part?: readonly [one: string, many: string]
}

const DOLLAR: Currency = { one: 'dollar', many: 'dollars', part: ['cent', 'cents'] }
const EURO: Currency = { one: 'euro', many: 'euros', part: ['cent', 'cents'] }
const POUND: Currency = { one: 'pound', many: 'pounds', part: ['penny', 'pence'] }
const YEN: Currency = { one: 'yen', many: 'yen' }

/** By the sign or code that stands before or after an amount. */
const CURRENCIES: Readonly<Record<string, Currency>> = {
  $: DOLLAR,
  US$: { ...DOLLAR, one: 'US dollar', many: 'US dollars' },
  USD: { ...DOLLAR, one: 'US dollar', many: 'US dollars' },
  '€': EURO,
  EUR: EURO,
  '£': POUND,
  GBP: POUND,
  '¥': YEN,
  JPY: YEN,
  '₹': { one: 'rupee', many: 'rupees' },
  '₩': { one: 'won', many: 'won' },
  CHF: { one: 'swiss franc', many: 'swiss francs' },
  '¢': { one: 'cent', many: 'cents' },
}

/** An amount of money as it is written. */
export interface Amount {
  readonly currency: string
  readonly number: string
  /** "m", "bn" … right after the number. */
  readonly suffix: string
}

const AMOUNT =
  /^([-−]?)(?:(US\$|[$€£¥₹₩])([\d.,]+)([a-zA-Z]{0,3})|([\d.,]+)([a-zA-Z]{0,3}?)(USD|EUR|GBP|JPY|CHF|[$€£¥₹₩¢]))$/

/** Reads "$3.50", "-€5", "£1m", "5€"; undefined for anything else. */
export function parseAmount(text: string): Amount | undefined {
  const match = AMOUNT.exec(text)
  if (!match) return undefined
  const number = `${match[1]}${match[3] ?? match[5]}`
  const suffix = match[4] ?? match[6] ?? ''
  const isAmount = parseNumber(number) !== undefined && (suffix === '' || magnitude(suffix, true) !== undefined)
  return isAmount ? { currency: (match[2] ?? match[7])!, number, suffix } : undefined
}

/** "three dollars and fifty cents", "one million pounds", "three point five euros". */
export function speakAmount(amount: Amount): string[] {
  const currency = CURRENCIES[amount.currency]!
  const number = parseNumber(amount.number)!
  if (amount.suffix !== '')
    return [...speakNumber(number), magnitude(amount.suffix, true)!, ...currencyWords(amount.currency)]
  const hasParts = currency.part !== undefined && number.decimals?.length === 2
  if (!hasParts) return [...speakNumber(number), ...currencyWords(amount.currency, isOne(number))]
  return [...(number.isNegative ? ['minus'] : []), ...withParts(currency, number.integer || '0', number.decimals ?? '')]
}

/** A currency's name: "dollars", or "dollar" for exactly one. */
export function currencyWords(sign: string, isSingular = false): string[] {
  return nameWords(CURRENCIES[sign]!, isSingular)
}

/** True for a sign or code that can stand alone after an amount. */
export const isCurrency = (text: string): boolean => Object.hasOwn(CURRENCIES, text)

function nameWords(currency: Currency, isSingular: boolean): string[] {
  return (isSingular ? currency.one : currency.many).split(' ').flatMap((word) => (word === 'US' ? ['U', 'S'] : [word]))
}

function withParts(currency: Currency, integer: string, decimals: string): string[] {
  const hundredths = String(Number(decimals))
  const whole = [...cardinal(integer), ...nameWords(currency, integer === '1')]
  const parts = [...cardinal(hundredths), currency.part![hundredths === '1' ? 0 : 1]]
  if (hundredths === '0') return whole
  return Number(integer) === 0 ? parts : [...whole, 'and', ...parts]
}
