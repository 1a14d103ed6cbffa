import type { FliteEngine } from './flite-engine.ts'
import { PAUSE } from './phones.ts'

/** More words than this are forgotten at once; a long script has about a thousand different ones. */
const MAXIMUM_WORDS = 5000

/** Tells how words are spoken by themselves. */
export interface Pronunciations {
  /** Phones of each word, in Flite's names; empty for a word without sound. */
  of(words: readonly string[], signal: AbortSignal): Promise<(readonly string[])[]>
}

/** Asks Flite's lexicon and letter-to-sound rules, and remembers. All voices share them. */
export function createPronunciations(engine: FliteEngine): Pronunciations {
  const known = new Map<string, readonly string[]>()

  const speakAlone = async (texts: readonly string[], signal: AbortSignal) => {
    // "none" throws the sound away; the commas force a pause between the words.
    const commandLine = ['-voice', 'kal', '-ps', '-t', ` ${texts.join(', ')}. `, 'none']
    const { stdout } = await engine.run(commandLine, signal)
    return stdout
      .split(new RegExp(`\\b${PAUSE}\\b`))
      .map((group) => group.split(/\s+/).filter((name) => name !== ''))
      .filter((group) => group.length > 0)
  }

  const learn = async (words: readonly string[], signal: AbortSignal) => {
    const groups = await speakAlone(words, signal)
    if (groups.length === words.length) words.forEach((word, index) => known.set(word, groups[index]!))
    else for (const word of words) known.set(word, (await speakAlone([word], signal)).flat())
  }

  return {
    async of(words, signal) {
      if (known.size > MAXIMUM_WORDS) known.clear()
      const unknown = [...new Set(words)].filter((word) => !known.has(word))
      if (unknown.length > 0) await learn(unknown, signal)
      return words.map((word) => known.get(word) ?? [])
    },
  }
}
