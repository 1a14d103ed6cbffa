/** Says a word of the script, or a part of one. */
export type Speak = (core: string) => string[]

/** One way to read a word: what it says, or undefined when it is not of that kind. */
export type Reading = (core: string, speak: Speak) => string[] | undefined

/** Stands among the words for a short pause. */
export const COMMA = ','
