import { foldCharacters } from './characters.ts'

/** One word of the script, taken apart. */
export interface Token {
  /** As it stands in the script. */
  readonly raw: string
  /** Without the punctuation around it, in plain characters; empty for "—" or an emoji. */
  readonly core: string
  /** Punctuation before and after the core. */
  readonly before: string
  readonly after: string
  /** A blank line follows. */
  readonly endsParagraph: boolean
}

const EDGES = /^([("'[{<¿¡*_`…—–-]*)(.*?)([)"'\]}>.,;:!?…*_`—–-]*)$/s

/** Splits a script at white space and sets each word's punctuation apart. */
export function tokenise(text: string): Token[] {
  const matches = [...text.matchAll(/\S+/g)]
  return matches.map((match, index) => {
    const end = match.index + match[0].length
    const gap = text.slice(end, matches[index + 1]?.index ?? end)
    return { ...takeApart(match[0]), endsParagraph: /\n\s*\n/.test(gap) }
  })
}

function takeApart(raw: string): Omit<Token, 'endsParagraph'> {
  const folded = foldCharacters(raw)
  if (/^[<>&+=*#@%~-]$|^\d*[½¼¾]$/.test(folded))
    return { raw, core: folded === '-' ? '' : folded, before: '', after: folded === '-' ? '-' : '' }
  const [, before = '', core = '', after = ''] = EDGES.exec(folded) ?? []
  // A sign, an apostrophe or a comparison belongs to the number that it stands before: -5, '90s, <3.
  const sign = /^[\d.$€£]/.test(core) ? (/[-–'<]$/.exec(before)?.[0] ?? '') : ''
  const isQuote = sign === "'" && !/^\d{2}s?$/.test(core)
  if (sign === '' || isQuote) return { raw, core, before, after }
  return { raw, core: `${sign === '–' ? '-' : sign}${core}`, before: before.slice(0, -1), after }
}
