/** Cuts a text into parts of at most so many characters: at sentences, else at clauses, else between words. */
export function splitText(text: string, language: string, longest: number): string[] {
  const sentences = [...new Intl.Segmenter(language, { granularity: 'sentence' }).segment(text)]
  const parts: string[] = []
  for (const piece of sentences.flatMap(({ segment }) => cut(segment, longest))) {
    const joined = `${parts.at(-1) ?? ''}${piece}`
    if (parts.length > 0 && joined.trim().length <= longest) parts[parts.length - 1] = joined
    else parts.push(piece)
  }
  return parts.map((part) => part.trim()).filter((part) => part !== '')
}

/** A sentence that is too long by itself, at the last of its commas, else spaces, else characters that is near enough. */
function cut(sentence: string, longest: number): string[] {
  if (sentence.trim().length <= longest) return [sentence]
  const head = sentence.slice(0, longest)
  const place = [/^.*[,;:–—、，；：،](?=.)/su, /^.*\s/su].map((pattern) => pattern.exec(head)?.[0].length ?? 0)
  const at = place.find((length) => length > longest / 4) ?? wholeCharacters(head)
  return [sentence.slice(0, at), ...cut(sentence.slice(at), longest)]
}

/** Never between the two halves of a character. */
const wholeCharacters = (head: string): number => (/[\uD800-\uDBFF]$/.test(head) ? head.length - 1 : head.length)
