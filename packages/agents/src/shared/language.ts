import { detectAll } from 'tinyld'
import { LANGUAGE_OF_SCRIPT, writingShares } from './writing-systems.ts'

/** Small words that tell a language even in a short prompt; words that English has too are left out. */
const TELLING_WORDS: Readonly<Record<string, string>> = {
  en:
    'the of and to a in is for that with on as are this from by about how what why our your explain explained review ' +
    'history guide basics story facts world life people energy power science technology new movie movies beginners',
  de: 'der die das und ein eine einen über für mit von wie nicht ist warum auf den dem erstelle mache sind wird zum zur',
  fr: 'le la les des une et est sur pour avec dans qui que du au aux crée créez comment pourquoi notre votre par ce',
  es: 'el la los las una y es sobre para con del que crea cómo por qué nuestro su haz cambio un',
  it: 'il lo la gli una e è su per con che del della di crea come perché nostro sulla sulle un',
  pt: 'o os as uma e é sobre para com que do da dos das crie como por nosso um vídeo',
  nl: 'de het een en over voor met van hoe niet is waarom op maak onze wat',
  sv: 'och en ett om för med av hur inte är varför på skapa vår att',
  da: 'og en et om for med af hvordan ikke er hvorfor på lav vores',
  no: 'og en et om for med av hvordan ikke er hvorfor på lag vår',
  pl: 'i w na o z jak nie jest dlaczego dla stwórz nasz film się',
  tr: 've bir bu için ile nasıl neden hakkında oluştur',
  cs: 'a v na o s jak není je proč pro vytvoř naše se',
  fi: 'ja on miten miksi tee video että ei',
  ro: 'și un o despre pentru cu cum de ce este creează',
  id: 'dan yang di tentang untuk dengan bagaimana buat apa ini',
  vi: 'và của là về cho với một những các không',
}

const TELLING = Object.entries(TELLING_WORDS).map(([language, words]) => [language, new Set(words.split(' '))] as const)

/** Fewer letters than this are no text that statistics can judge. */
const SHORT_TEXT_LETTERS = 60

/** A text's beginning, in characters, tells its language. */
const SAMPLE_LENGTH = 5000

/** Letter statistics as sure as this confirm a single small word. */
const CONFIRMING_ACCURACY = 0.07

/**
 * The BCP 47 language of a text; a `hint` is taken as it is. Latin text counts as English unless both its small words
 * and its letter statistics say otherwise, because titles and names look like any language.
 */
export function detectLanguage(whole: string, hint?: string): string {
  if (hint !== undefined) return hint
  const text = whole.slice(0, SAMPLE_LENGTH)
  const shares = writingShares(text)
  const [main] = shares
  if (main === undefined) return 'en'
  if (main.script === 'Latin') return detectLatin(text)
  if (shares.some(({ script }) => script === 'Hiragana' || script === 'Katakana')) return 'ja'
  const language = LANGUAGE_OF_SCRIPT[main.script] ?? 'und'
  const isShared = /^(Cyrillic|Arabic|Devanagari|Hebrew)$/.test(main.script)
  return isShared ? (detectAmong(text, main.script) ?? language) : language
}

/** True for "en", "en-GB" …: the primary subtag decides. */
export const sameLanguage = (one: string, other: string): boolean => primarySubtag(one) === primarySubtag(other)

/** The language's own name in English, "German" for "de"; the tag itself when there is none. */
export function languageName(language: string): string {
  return new Intl.DisplayNames('en', { type: 'language', fallback: 'code' }).of(primarySubtag(language)) ?? language
}

const primarySubtag = (language: string): string => language.toLowerCase().split('-')[0] ?? ''

function detectLatin(text: string): string {
  const counts = countTellingWords(text)
  const english = counts.get('en') ?? 0
  const [best, count] = [...counts].reduce((most, next) => (next[1] > most[1] ? next : most), ['en', english] as const)
  const letters = text.match(/\p{L}/gu)?.length ?? 0
  const [likeliest] = detectAll(text)
  const isConfirmed = likeliest?.lang === best && (likeliest?.accuracy ?? 0) >= CONFIRMING_ACCURACY
  if (letters < SHORT_TEXT_LETTERS) return count > english && (count >= 2 || isConfirmed) ? best : 'en'
  if (english > 0 && english >= count) return 'en'
  if (isConfirmed) return best
  if (isForeign(likeliest)) return likeliest!.lang
  return count / text.split(/\s+/).length >= 0.1 ? best : 'en'
}

/** Whether the letters of a longer text without small words are surely not English. */
const isForeign = (likeliest: { lang: string; accuracy: number } | undefined): boolean =>
  likeliest !== undefined && !['en', 'la'].includes(likeliest.lang) && likeliest.accuracy >= CONFIRMING_ACCURACY

/** How many different small words of each language a text has. */
function countTellingWords(text: string): Map<string, number> {
  const words = [...new Set(text.toLowerCase().match(/\p{L}+/gu))]
  return new Map(TELLING.map(([language, telling]) => [language, words.filter((word) => telling.has(word)).length]))
}

/** The likeliest language that is written in a script which several languages share. */
function detectAmong(text: string, script: string): string | undefined {
  const languages = detectAll(text).map(({ lang }) => lang)
  const written = new Set(SHARED[script])
  return languages.find((language) => written.has(language))
}

const SHARED: Readonly<Record<string, readonly string[]>> = {
  Cyrillic: ['ru', 'uk', 'be', 'bg', 'sr', 'mk', 'kk', 'mn', 'ky', 'tg', 'tt'],
  Arabic: ['ar', 'fa', 'ur', 'ps', 'ku'],
  Devanagari: ['hi', 'mr', 'ne'],
  Hebrew: ['he', 'yi'],
}
