import type { Word } from '@mavs/core'

/** A character of the text with the seconds between which it is heard. */
export interface TimedCharacter {
  readonly text: string
  readonly startSeconds: number
  readonly endSeconds: number
}

/**
 * The text's words, split at white space, with their times. Undefined when the characters are not the text's, one for
 * one: then nobody knows which time is whose.
 */
export function wordTimes(
  text: string,
  characters: readonly TimedCharacter[],
  lengthSeconds: number,
): Word[] | undefined {
  const words = text.split(/\s+/).filter((word) => word !== '')
  const timed = characters.flatMap((character) =>
    [...character.text].filter((point) => /\S/.test(point)).map((point) => ({ ...character, text: point })),
  )
  if ([...words.join('')].length !== timed.length) return undefined
  let at = 0
  let before = 0
  return words.map((word) => {
    const own = timed.slice(at, (at += [...word].length))
    const { startSeconds, endSeconds } = heard(own)
    const start = Math.min(Math.max(startSeconds, before), lengthSeconds)
    before = start
    return { text: word, startSeconds: start, endSeconds: Math.min(Math.max(endSeconds, start), lengthSeconds) }
  })
}

/** From the first to the last character that sounds: a mark's time is the pause that it makes. */
function heard(characters: readonly TimedCharacter[]): { startSeconds: number; endSeconds: number } {
  const sounding = characters.filter(({ text }) => /[\p{L}\p{M}\p{N}\p{S}]/u.test(text))
  const [first, last] = sounding.length > 0 ? [sounding[0]!, sounding.at(-1)!] : [characters[0]!, characters.at(-1)!]
  return { startSeconds: first.startSeconds, endSeconds: last.endSeconds }
}
