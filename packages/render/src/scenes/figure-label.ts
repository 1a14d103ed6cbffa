/** What “Fig.” is in languages that shorten the word in another way; others take the bare number. */
const ABBREVIATIONS: Readonly<Record<string, string>> = {
  en: 'Fig.',
  fr: 'Fig.',
  es: 'Fig.',
  it: 'Fig.',
  pt: 'Fig.',
  sv: 'Fig.',
  da: 'Fig.',
  nb: 'Fig.',
  nl: 'Afb.',
  de: 'Abb.',
  pl: 'Rys.',
  cs: 'Obr.',
  ru: 'Рис.',
  uk: 'Рис.',
  zh: '图',
  ja: '図',
  ko: '그림',
}

/** A figure's number as it is written below it in a language (BCP 47). */
export function figureLabel(number: number, language: string): string {
  const digits = new Intl.NumberFormat(language).format(number)
  const word = ABBREVIATIONS[language.slice(0, 2)]
  return word === undefined ? digits : `${word} ${digits}`
}
