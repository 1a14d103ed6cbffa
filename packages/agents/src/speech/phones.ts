/** One phone of an utterance, in Flite's names ("ax", "th"), with the seconds between which it is heard. */
export interface Phone {
  readonly name: string
  readonly startSeconds: number
  readonly endSeconds: number
}

/** The name of a pause among the phones. */
export const PAUSE = 'pau'

/**
 * Reads what Flite prints with `-psdur`: "name:end" for each phone, one line an utterance. Times begin again on each
 * line; here they run on.
 */
export function parsePhones(printed: string): Phone[] {
  const phones: Phone[] = []
  let lineStart = 0
  for (const line of printed.split('\n')) {
    let startSeconds = lineStart
    for (const [, name, end] of line.matchAll(/(\S+):([\d.]+)/g)) {
      const endSeconds = lineStart + Number(end)
      phones.push({ name: name!, startSeconds, endSeconds })
      startSeconds = endSeconds
    }
    lineStart = startSeconds
  }
  return phones
}

/** True for a vowel's name: Flite's vowels, and no other phone, begin with a vowel letter. */
export const isVowel = (name: string): boolean => /^[aeiou]/.test(name)
