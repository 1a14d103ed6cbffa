/** What a quizmaster says. */
export interface Phrases {
  readonly title: string
  readonly question: (number: number) => string
  /** Said in place of the word that is missing. */
  readonly blank: string
  /** Time to think passes while it is said. */
  readonly countdown: readonly [first: string, rest: string]
  readonly answer: (answer: string) => string
  readonly sources: string
}

const PHRASES: Readonly<Record<string, Phrases>> = {
  en: {
    title: 'Quiz',
    question: (number) => `Question ${number}.`,
    blank: 'blank',
    countdown: ['Three', 'Two. One.'],
    answer: (answer) => `It is ${answer}.`,
    sources: 'Sources',
  },
  de: {
    title: 'Quiz',
    question: (number) => `Frage ${number}.`,
    blank: 'Lücke',
    countdown: ['Drei', 'Zwei. Eins.'],
    answer: (answer) => `Gesucht war: ${answer}.`,
    sources: 'Quellen',
  },
  es: {
    title: 'Quiz',
    question: (number) => `Pregunta ${number}.`,
    blank: 'espacio',
    countdown: ['Tres', 'Dos. Uno.'],
    answer: (answer) => `Es ${answer}.`,
    sources: 'Fuentes',
  },
  fr: {
    title: 'Quiz',
    question: (number) => `Question ${number}.`,
    blank: 'blanc',
    countdown: ['Trois', 'Deux. Un.'],
    answer: (answer) => `C’est ${answer}.`,
    sources: 'Sources',
  },
}

/** The languages that quizzes can be in. */
export const LANGUAGES: readonly string[] = Object.keys(PHRASES)

/** The phrases of a BCP 47 language, if it is one of them. */
export const phrasesFor = (language: string): Phrases | undefined => PHRASES[language.toLowerCase().split('-')[0]!]
