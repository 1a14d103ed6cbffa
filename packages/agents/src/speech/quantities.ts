import { cardinal, isOne, ordinal, parseNumber, plural, shortYear, speakNumber, year } from './numbers.ts'
import type { Speak } from './reading.ts'
import { magnitude, speakUnit } from './units.ts'

/** "21st", "1990s", "'90s", "90s". */
export function readOrdinalOrDecade(core: string): string[] | undefined {
  const ordinals = /^(\d[\d,]*)(st|nd|rd|th)$/i.exec(core)
  if (ordinals) return ordinal(ordinals[1]!.replaceAll(',', ''))
  const decade = /^'?(\d{2}|\d{4})'?s$/.exec(core)
  if (decade) return plural(decade[1]!.length === 4 ? year(Number(decade[1])) : cardinal(decade[1]!))
  const short = /^'(\d{2})$/.exec(core)
  return short ? shortYear(short[1]!) : undefined
}

/** "1939–45", "10-20%", "$5–10", "5–6km": both ends, with "to" between them; the unit is said once. */
export function readRange(core: string, speakWord: Speak): string[] | undefined {
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
export function readDimensions(core: string, speakWord: Speak): string[] | undefined {
  const sides = /^([\d.,]+)([x×:])([\d.,]+)(\D*)$/.exec(core)
  if (sides && parseNumber(sides[1]!) && parseNumber(sides[3]!)) {
    return [
      ...speakSide(sides[1]!, speakWord),
      sides[2] === ':' ? 'to' : 'by',
      ...speakSide(`${sides[3]}${sides[4]}`, speakWord),
    ]
  }
  const times = /^([\d.,]+)[x×]$/.exec(core)
  const number = times && parseNumber(times[1]!)
  return number ? [...speakNumber(number), 'times'] : undefined
}

/** Sides in pixels are said in pairs: ten eighty. */
const speakSide = (side: string, speakWord: Speak): string[] =>
  /^1[0-9]{3}$/.test(side) ? year(Number(side)) : speakWord(side)

/** A number with its unit or magnitude: "5km", "20°C", "10%", "3.5GHz", "10k", "2bn". */
export function readQuantity(core: string): string[] | undefined {
  const match = /^([-−]?[\d.,]*\d)([a-zA-Z°%‰][a-zA-Z\d°%^/]*)$/.exec(core)
  const number = match && parseNumber(match[1]!)
  if (!number) return undefined
  const multiplied = magnitude(match[2]!, false)
  const unit = multiplied ? [multiplied] : speakUnit(match[2]!, isOne(number))
  return unit && [...speakNumber(number), ...unit]
}

/** "v2.0.1", "192.168.0.1". */
export function readVersion(core: string): string[] | undefined {
  const match = /^(v)?(\d+(?:\.\d+)+)$/i.exec(core)
  if (!match) return undefined
  const numbers = match[2]!.split('.').flatMap((part, index) => [...(index > 0 ? ['point'] : []), ...cardinal(part)])
  return [...(match[1] ? ['version'] : []), ...numbers]
}
