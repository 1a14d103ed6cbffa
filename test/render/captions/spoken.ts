import type { Word } from '@mavs/core'

/** Words spoken one after the other at an even pace, without pauses. */
export function spoken(text: string, charactersPerSecond = 14): Word[] {
  let at = 0
  return text.split(' ').map((word) => {
    const startSeconds = at
    at += (word.length + 1) / charactersPerSecond
    return { text: word, startSeconds, endSeconds: at }
  })
}
