import { cardinal, digits } from './numbers.ts'

/** Acronyms that are said as words. */
const SPOKEN_AS_WORDS = new Set(
  (
    'NASA NATO UNESCO UNICEF OPEC LASER RADAR SONAR SCUBA AIDS COVID ASCII RAM ROM PIN SIM GIF FIFA NAFTA ASEAN ' +
    'FEMA SWAT TED NOAA INTERPOL GAAP BASIC COBOL MIDI LIDAR CAPTCHA ECOWAS NIMBY YOLO SARS MERS CAD'
  ).split(' '),
)

/** Words that people set in capitals for weight; other short words in capitals are spelt. */
const EMPHASISED = new Set(
  (
    'THE AND NOT ALL NEW YES NO YOU FREE BEST NOW STOP ONE TWO TEN BIG OUR FOR ARE BUT CAN WE OR IN ON AT TO OF BY IF ' +
    'SO MY UP OUT WHY HOW MORE LESS MOST VERY NEVER ONLY EVERY THIS THAT WHAT WHEN WITH YOUR FROM HAVE WILL DAY END ' +
    'WAR OLD TOP HOT WIN BUY SALE GO DO BE HE SHE AN MUST ALSO EACH BOTH LOVE LIFE HELP OPEN HERE NEXT LAST'
  ).split(' '),
)

/** How some acronyms and names are said. */
const IRREGULAR: Readonly<Record<string, string>> = {
  PhD: 'P H D',
  JPEG: 'jay peg',
  JPG: 'jay peg',
  IEEE: 'I triple E',
  SaaS: 'sass',
  'Wi-Fi': 'why fie',
  WiFi: 'why fie',
  'wi-fi': 'why fie',
  SQL: 'S Q L',
  HVAC: 'H vack',
  CMOS: 'sea moss',
  RAND: 'rand',
  'COVID-19': 'covid nineteen',
  '2K': 'two K',
  '4K': 'four K',
  '8K': 'eight K',
  iOS: 'I O S',
  macOS: 'mac O S',
}

const LONGEST_SPELT = 6

/** Letters one by one, as capitals: Flite says the letters' names. */
export const spell = (letters: string): string[] => [...letters.toUpperCase()]

/** Names that no rule gets right: "PhD", "JPEG", "4K", "Wi-Fi". */
export const speakIrregular = (core: string): string[] | undefined =>
  Object.hasOwn(IRREGULAR, core) ? IRREGULAR[core]!.split(' ') : undefined

/**
 * A word that is not simply read: in capitals ("DNA", "NASA", "GPUs"), with digits ("CO2", "MP3", "4K") or of
 * several names ("OpenAI"). Undefined for plain words.
 */
export function speakAcronym(core: string): string[] | undefined {
  if (/^[A-Z]{2,}$/.test(core)) return speakCapitals(core)
  const pluralOrOwner = /^([A-Z]{2,})('?s)$/.exec(core)
  if (pluralOrOwner) return speakPlural(pluralOrOwner[1]!)
  if (/^(?=.*[a-zA-Z])(?=.*\d)[a-zA-Z\d]+$/.test(core)) return speakMixed(core)
  const parts = core.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+(?:'[a-z]+)*|[A-Z]/g) ?? []
  const isCamel = parts.length > 1 && parts.join('') === core && !/^(Mc|Mac|O'|D'|L'|Di|De|Van|Le|La)$/.test(parts[0]!)
  return isCamel ? parts.flatMap(speakPart) : undefined
}

function speakCapitals(core: string): string[] {
  if (EMPHASISED.has(core) || SPOKEN_AS_WORDS.has(core)) return [core.toLowerCase()]
  const isWord = core.length > LONGEST_SPELT || (core.length >= 5 && /[AEIOU].*[AEIOUY]|[AEIOU][^AEIOU]{2}/.test(core))
  return isWord && /[AEIOUY]/.test(core) ? [core.toLowerCase()] : spell(core)
}

function speakPlural(singular: string): string[] {
  const letters = speakCapitals(singular)
  return [...letters.slice(0, -1), `${letters.at(-1)}'s`]
}

/** Letters and digits in turn: "CO2" → C O two, "MP3" → M P three, "2D" → two D, "R2D2". */
function speakMixed(core: string): string[] {
  return (core.match(/\d+|[a-zA-Z]+/g) ?? []).flatMap((part) => {
    if (/^\d/.test(part)) return part.length <= 3 ? cardinal(part) : part.length === 4 ? pairs(part) : digits(part)
    return speakPart(part)
  })
}

/** Four digits in a name are said in pairs, "A1050" → ten fifty, unless they are round. */
function pairs(four: string): string[] {
  const isRound = /^0|^.00|^..0/.test(four)
  return isRound ? cardinal(four) : [...cardinal(four.slice(0, 2)), ...cardinal(four.slice(2))]
}

function speakPart(part: string): string[] {
  if (/^[A-Z]{2,}$/.test(part)) return speakCapitals(part)
  const isShort = part.length === 1 || (part.length <= 3 && !/[aeiouy]/i.test(part))
  return isShort ? spell(part) : [part.toLowerCase()]
}
