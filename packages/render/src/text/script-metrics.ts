import type { TypeStyle } from './type.ts'

/** How far letters reach above and below the baseline, in multiples of the size. */
export interface Reach {
  readonly above: number
  readonly below: number
}

/** What the layouts of the styles leave room for: accents on capitals, and descenders. */
const ROOM_ABOVE = 0.27
const ROOM_BELOW = 0.24
/** Accents are few; where every letter is taller than capitals, less of it stands in that room. */
const ROOM_ABOVE_EACH = 0.08

/** Reach of scripts that are taller than Latin, their usual marks included; measured from the Noto fonts. */
const SCRIPTS: readonly (readonly [script: RegExp, reach: Reach])[] = [
  [/\p{Script=Arabic}|\p{Script=Syriac}|\p{Script=Thaana}|\p{Script=Nko}/u, { above: 0.96, below: 0.42 }],
  [/[\p{Script=Thai}\p{Script=Lao}]/u, { above: 1.04, below: 0.44 }],
  [/[\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}]/u, { above: 1.04, below: 0.6 }],
  [/[\u0900-\u0DFF]/u, { above: 0.94, below: 0.41 }],
  [/\p{Script=Hebrew}/u, { above: 0.8, below: 0.3 }],
  [/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u, { above: 0.9, below: 0.24 }],
]

/** Letters of these scripts join or hang from one line: space between them would tear words apart. */
const JOINED =
  /[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Mongolian}\p{Script=Nko}\p{Script=Adlam}\u0900-\u0DFF\p{Script=Tibetan}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u

/** How far a text's letters reach, and what its block takes up of that itself. */
export interface Measures {
  readonly reach: Reach
  /** Room above the cap height and below the last baseline, beyond what is left around texts anyway. */
  readonly extra: Reach
  /** Whether it needs more than the styles have for Latin, by its scripts or by the marks on its letters. */
  readonly isTall: boolean
}

/** Measures the reach of a text in a face of this cap height; `ink` tells how far a text as drawn reaches. */
export function measureReach(text: string, capHeight: number, ink: (text: string) => Reach): Measures {
  const usual = { above: capHeight + ROOM_ABOVE, below: ROOM_BELOW }
  const scripts = SCRIPTS.filter(([script]) => script.test(text)).map(([, reach]) => reach)
  if (scripts.length === 0 && !/[^ -\u024F\u2010-\u2026]/.test(text)) {
    return { reach: usual, extra: { above: 0, below: 0 }, isTall: false }
  }
  const drawn = ink(text.slice(0, MOST_MEASURED))
  const above = Math.max(usual.above, drawn.above, ...scripts.map((reach) => reach.above))
  const below = Math.max(usual.below, drawn.below, ...scripts.map((reach) => reach.below))
  const isTall = scripts.length > 0 || above > usual.above + 0.05 || below > usual.below + 0.08
  const tops = scripts.map((reach) => reach.above - capHeight - ROOM_ABOVE_EACH)
  const extra = { above: Math.max(above - usual.above, ...tops), below: below - usual.below }
  return { reach: { above, below }, extra: isTall ? extra : { above: 0, below: 0 }, isTall }
}

/** Characters of a text that are measured for marks that reach out of their script's usual room. */
const MOST_MEASURED = 400

/** The type as a text's scripts need it: lines far enough apart, and no tracking where letters join. */
export function typeForScripts(type: TypeStyle, text: string, reach: Reach): TypeStyle {
  const scripts = SCRIPTS.filter(([script]) => script.test(text)).map(([, usual]) => usual.above + usual.below)
  const lineHeight = Math.max(type.lineHeight, ...scripts.map((height) => height + 0.04), reach.above + reach.below)
  // Ideographs fill their squares: what tightens Latin lets them touch.
  const tracking = JOINED.test(text) ? 0 : Math.max(0, type.tracking)
  // None of these scripts has an italic; a slanted one would only be skewed.
  const face = scripts.length > 0 ? { ...type.face, italic: false } : type.face
  return { ...type, face, lineHeight, tracking }
}
