/** The tag in its canonical form; English for one that isn't a BCP 47 tag. */
export function canonicalLanguage(language: string): string {
  try {
    return Intl.getCanonicalLocales(language)[0] ?? 'en'
  } catch {
    return 'en'
  }
}

/** Its primary subtag: "zh" of "zh-Hant-TW". */
export const primaryLanguage = (language: string): string => language.split(/[-_]/)[0]!.toLowerCase()

const RIGHT_TO_LEFT_LANGUAGES: ReadonlySet<string> = new Set(
  'ar arc ckb dv fa he iw ks nqo prs ps sd syr ug ur yi'.split(' '),
)

/** Whether a language is written from right to left. */
export const isRightToLeftLanguage = (language: string): boolean =>
  /-(?:Arab|Hebr|Syrc|Thaa|Nkoo|Adlm)\b/i.test(language) ||
  (RIGHT_TO_LEFT_LANGUAGES.has(primaryLanguage(language)) && !/-(?:Latn|Cyrl)\b/i.test(language))

/** Capitals by the rules of the language; scripts whose capitals readers do not know keep their letters. */
export function upperCase(text: string, language: string): string {
  if (/\p{Script=Georgian}/u.test(text)) return text
  const tag = canonicalLanguage(language)
  return text.replace(/[^ ]+/g, (word) => (CASED.test(word) ? word : word.toLocaleUpperCase(tag)))
}

/** Units and names whose capitals mean something: “mRNA”, “pH”, “kWh”, “W/m²”. */
const CASED = /^\P{L}*(?:\p{Ll}{1,3}\p{Lu}{1,3}\p{Ll}?|[\p{L}µ]{1,3}[²³]|[\p{L}µ]{1,2}\/[\p{L}µ]{1,2}[²³]?)\P{L}*$/u
