import { cardinal, ordinal, shortYear, year } from './numbers.ts'

const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
]

/** The month that a word names, 1 to 12: "March", "Mar", "Sept". Lower case is no month ("may", "march"). */
export function parseMonth(word: string): number | undefined {
  if (!/^[A-Z][a-z]{2,8}$/.test(word)) return undefined
  const index = MONTHS.findIndex(
    (month) =>
      month === word.toLowerCase() ||
      month.slice(0, 3) === word.toLowerCase() ||
      (word === 'Sept' && month === 'september'),
  )
  return index < 0 ? undefined : index + 1
}

/** "Jan", "Sept": a point after it ends no sentence. */
export const isShortMonth = (word: string): boolean => word.length <= 4 && parseMonth(word) !== undefined

/** "march". */
export const monthWord = (month: number): string => MONTHS[month - 1] ?? ''

/** The digits of a day of a month, from "12" or "12th"; undefined when there is no such day. */
export function parseDay(word: string): string | undefined {
  const match = /^(\d{1,2})(st|nd|rd|th)?$/.exec(word)
  return match && Number(match[1]) >= 1 && Number(match[1]) <= 31 ? match[1] : undefined
}

/** A whole date in one word: "2024-03-12", "12/25/2024" (month first, unless there is no such month), "3.10.1990". */
export function speakDate(word: string): string[] | undefined {
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(word)
  if (iso) return dateWords(Number(iso[2]), Number(iso[3]), iso[1]!)
  const slashed = /^(\d{1,2})\/(\d{1,2})\/(\d{4}|\d{2})$/.exec(word)
  if (slashed) {
    const [first, second] = [Number(slashed[1]), Number(slashed[2])]
    return first > 12 ? dateWords(second, first, slashed[3]!) : dateWords(first, second, slashed[3]!)
  }
  const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(word)
  return dotted ? dateWords(Number(dotted[2]), Number(dotted[1]), dotted[3]!) : undefined
}

function dateWords(month: number, day: number, yearDigits: string): string[] | undefined {
  if (month < 1 || month > 12 || day < 1 || day > 31) return undefined
  const spokenYear = yearDigits.length === 2 ? shortYear(yearDigits) : year(Number(yearDigits))
  return [monthWord(month), ...ordinal(String(day)), ...spokenYear]
}

/** A time of day: "10:30", "14:05", "9am", "10:30pm"; `hasHalf` when "a.m." or "p.m." follows as a word of its own. */
export function speakTime(word: string, hasHalf = false): string[] | undefined {
  const match = /^([01]?\d|2[0-3])(?::([0-5]\d))?([ap])?\.?(m)?$/i.exec(word)
  if (!match || (match[2] === undefined && match[3] === undefined)) return undefined
  if ((match[3] === undefined) !== (match[4] === undefined)) return undefined
  const [, hour = '0', minutes, half] = match
  const spokenHour = cardinal(String(Number(hour)))
  const spokenMinutes = minutes === undefined || minutes === '00' ? [] : shortYear(minutes)
  const isFull = spokenMinutes.length === 0
  if (half) return [...spokenHour, ...spokenMinutes, half.toUpperCase(), 'M']
  if (!isFull || hasHalf) return [...spokenHour, ...spokenMinutes]
  return Number(hour) >= 1 && Number(hour) <= 12 ? [...spokenHour, "o'clock"] : [...spokenHour, 'hundred', 'hours']
}
