import { respell } from './respelling.ts'

type Forms = readonly [singular: string, plural: string]

const regular = (name: string): Forms => [name, `${name}s`]

/** Units by their symbol, in the singular and the plural. Case matters: "m" is a metre, "M" a million. */
const UNITS: Readonly<Record<string, Forms>> = {
  ...named({ km: 'kilometer', m: 'meter', cm: 'centimeter', mm: 'millimeter', um: 'micrometer', nm: 'nanometer' }),
  ...named({ mi: 'mile', yd: 'yard', kg: 'kilogram', g: 'gram', mg: 'milligram', t: 'ton', Mt: 'megaton' }),
  ...named({ Gt: 'gigaton', lb: 'pound', lbs: 'pound', oz: 'ounce', L: 'liter', l: 'liter', ml: 'milliliter' }),
  ...named({ mL: 'milliliter', W: 'watt', kW: 'kilowatt', MW: 'megawatt', GW: 'gigawatt', TW: 'terawatt' }),
  ...named({ V: 'volt', kV: 'kilovolt', J: 'joule', kJ: 'kilojoule', MJ: 'megajoule', kcal: 'kilocalorie' }),
  ...named({ KB: 'kilobyte', kB: 'kilobyte', MB: 'megabyte', GB: 'gigabyte', TB: 'terabyte', PB: 'petabyte' }),
  ...named({ ms: 'millisecond', s: 'second', sec: 'second', secs: 'second', min: 'minute', mins: 'minute' }),
  ...named({ h: 'hour', hr: 'hour', hrs: 'hour', ha: 'hectare', px: 'pixel', Pa: 'pascal', kPa: 'kilopascal' }),
  ...named({ hPa: 'hectopascal', dB: 'decibel', MP: 'megapixel', ly: 'light year' }),
  ...named({ Wh: 'watt hour', kWh: 'kilowatt hour', MWh: 'megawatt hour', GWh: 'gigawatt hour' }),
  ...named({ TWh: 'terawatt hour', mAh: 'milliamp hour' }),
  ...unchanging({ Hz: 'hertz', kHz: 'kilohertz', MHz: 'megahertz', GHz: 'gigahertz', THz: 'terahertz', K: 'kelvin' }),
  ft: ['foot', 'feet'],
  '°': regular('degree'),
  '°C': ['degree celsius', 'degrees celsius'],
  '°F': ['degree fahrenheit', 'degrees fahrenheit'],
  mph: ['mile per hour', 'miles per hour'],
  kph: ['kilometer per hour', 'kilometers per hour'],
  kbps: ['kilobit per second', 'kilobits per second'],
  Mbps: ['megabit per second', 'megabits per second'],
  Gbps: ['gigabit per second', 'gigabits per second'],
  fps: ['frame per second', 'frames per second'],
  ppm: ['part per million', 'parts per million'],
  rpm: ['revolution per minute', 'revolutions per minute'],
  '%': ['percent', 'percent'],
  '‰': ['per mille', 'per mille'],
}

/** Words that multiply a number when they follow it at once: "5k", "3.5bn". */
const MAGNITUDES: Readonly<Record<string, string>> = {
  k: 'thousand',
  K: 'thousand',
  M: 'million',
  mn: 'million',
  mln: 'million',
  B: 'billion',
  bn: 'billion',
  Bn: 'billion',
  T: 'trillion',
  tn: 'trillion',
  trn: 'trillion',
}

/** The words of a unit's symbol ("km/h", "m^2", "gCO2/kWh"), or undefined. */
export function speakUnit(symbol: string, isSingular: boolean): string[] | undefined {
  const forms = unitForms(symbol)
  return forms?.[isSingular ? 0 : 1].split(' ').flatMap(respell)
}

function unitForms(symbol: string): Forms | undefined {
  if (symbol === '') return undefined
  const known = Object.hasOwn(UNITS, symbol) ? UNITS[symbol] : undefined
  if (known) return known
  const power = /^([^/]+?)\^?([23])$/.exec(symbol)
  if (power) {
    const base = unitForms(power[1]!)
    const prefix = power[2] === '2' ? 'square' : 'cubic'
    return base && [`${prefix} ${base[0]}`, `${prefix} ${base[1]}`]
  }
  const ratio = /^([^/]+)\/([^/]+)$/.exec(symbol)
  const [over, under] = [unitForms(ratio?.[1] ?? ''), unitForms(ratio?.[2] ?? '')]
  return over && under && [`${over[0]} per ${under[0]}`, `${over[1]} per ${under[0]}`]
}

/** "thousand" for "k" and so on; after an amount of money "m" is a million too. */
export function magnitude(suffix: string, isMoney: boolean): string | undefined {
  if (isMoney && suffix === 'm') return 'million'
  if (isMoney && suffix === 'b') return 'billion'
  return Object.hasOwn(MAGNITUDES, suffix) ? MAGNITUDES[suffix] : undefined
}

/** Words of magnitude that stand by themselves after a number: "$3.5 million". */
export const isMagnitudeWord = (word: string): boolean => /^(thousand|million|billion|trillion)$/i.test(word)

function named(names: Readonly<Record<string, string>>): Record<string, Forms> {
  return Object.fromEntries(Object.entries(names).map(([symbol, name]) => [symbol, regular(name)]))
}

function unchanging(names: Readonly<Record<string, string>>): Record<string, Forms> {
  return Object.fromEntries(Object.entries(names).map(([symbol, name]) => [symbol, [name, name] as const]))
}
