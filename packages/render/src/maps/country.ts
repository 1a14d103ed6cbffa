import { all } from 'iso-3166-1'

/** A country of ISO 3166. */
export interface Country {
  readonly alpha2: string
  /** Three digits, as the outlines are numbered. */
  readonly numeric: string
}

/** In wide use, though not in ISO 3166; the outlines know it by its name only. */
const KOSOVO: Country = { alpha2: 'XK', numeric: 'Kosovo' }

/** Finds a country by its code of two or three letters, or by its English name; undefined when there is none. */
export function findCountry(wanted: string): Country | undefined {
  return countries().get(keyOf(wanted))
}

/** A country's name in a language (BCP 47). */
export function countryName({ alpha2 }: Country, language: string): string {
  return new Intl.DisplayNames([language, 'en'], { type: 'region' }).of(alpha2) ?? alpha2
}

let known: ReadonlyMap<string, Country> | undefined

/** All countries by everything that they are called. */
function countries(): ReadonlyMap<string, Country> {
  known ??= new Map([
    ...all().flatMap(entriesOf),
    ...['XK', 'XKX', 'Kosovo'].map((name) => [keyOf(name), KOSOVO] as const),
  ])
  return known
}

function entriesOf({
  country,
  alpha2,
  alpha3,
  numeric,
}: ReturnType<typeof all>[number]): (readonly [string, Country])[] {
  const own: Country = { alpha2, numeric }
  const names = (['long', 'short'] as const).map((style) =>
    new Intl.DisplayNames('en', { type: 'region', style }).of(alpha2),
  )
  const bare = country.replace(/ \(.*\)$/, '')
  return [alpha2, alpha3, country, bare, ...names].flatMap((name) => (name ? [[keyOf(name), own] as const] : []))
}

const keyOf = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}]/gu, '')
    .toLowerCase()
