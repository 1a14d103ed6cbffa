/** What an abbreviation stands for, and whether a sentence may end with it. */
interface Abbreviation {
  readonly words: readonly string[]
  /** True: the point ends a sentence when a capital follows. False: it never does. */
  readonly mayEnd: boolean
}

const TITLES = {
  dr: 'doctor',
  mr: 'mister',
  mrs: 'missis',
  ms: 'miz',
  prof: 'professor',
  st: 'saint',
  mt: 'mount',
  gen: 'general',
  gov: 'governor',
  sgt: 'sergeant',
  capt: 'captain',
  lt: 'lieutenant',
  col: 'colonel',
  rev: 'reverend',
  hon: 'honorable',
}

const MID_SENTENCE = {
  vs: 'versus',
  'e.g': 'for example',
  'i.e': 'that is',
  approx: 'approximately',
  ca: 'circa',
  cf: 'compare',
  fig: 'figure',
  vol: 'volume',
  ed: 'edition',
  est: 'established',
  dept: 'department',
  pp: 'pages',
  viz: 'namely',
}

const AT_THE_END = {
  etc: 'etcetera',
  inc: 'incorporated',
  ltd: 'limited',
  corp: 'corporation',
  co: 'company',
  jr: 'junior',
  sr: 'senior',
  al: 'al',
  ave: 'avenue',
  blvd: 'boulevard',
  rd: 'road',
}

/** These are read out without their point too; the others are words or names then ("fig", "Col", "Al"). */
const WITHOUT_POINT = /^(dr|mr|mrs|ms|prof|st|vs|etc|jr|sr|ltd|approx|e\.?g|i\.?e)$/

const ABBREVIATIONS = new Map<string, Abbreviation>([
  ...entries(TITLES, false),
  ...entries(MID_SENTENCE, false),
  ...entries(AT_THE_END, true),
])

function entries(table: Readonly<Record<string, string>>, mayEnd: boolean): [string, Abbreviation][] {
  return Object.entries(table).map(([short, long]) => [short, { words: long.split(' '), mayEnd }])
}

/** The long form of "Dr.", "e.g.", "vs" …; `core` comes without its last point. */
export function findAbbreviation(core: string, hasPoint: boolean): Abbreviation | undefined {
  const lower = core.toLowerCase()
  if (!hasPoint && (!WITHOUT_POINT.test(lower) || isPlainWord(core))) return undefined
  return ABBREVIATIONS.get(lower) ?? ABBREVIATIONS.get(lower.replace(/^([ei])([ge])$/, '$1.$2'))
}

/** "st", "ms" or "dr" in small letters, and any in capitals, is not a title. */
const isPlainWord = (core: string): boolean => /^(st|ms|dr|mr|sr|prof)$/.test(core) || /^[A-Z]{2,}$/.test(core)

/** "U.S", "a.m", "J.R.R": letters with points between. */
export const isDotted = (core: string): boolean => /^[a-zA-Z](\.[a-zA-Z])+$/.test(core)
