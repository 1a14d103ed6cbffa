/**
 * Cuts a text into parts of at most so many characters for a voice that takes no more at once: at the ends of sentences,
 * a longer sentence behind a comma, else between words, a longer word anywhere. The parts have all of the text but the white space between.
 */
export function splitText(
  text: string,
  options: { readonly language: string; readonly maxCharacters: number },
): string[] {
  const parts: string[] = []
  let part = ''
  const close = () => {
    if (part.trim() !== '') parts.push(part.trim())
    part = ''
  }
  for (const piece of pieces(text, options)) {
    if (part.length + piece.trimEnd().length > options.maxCharacters) close()
    part += piece
  }
  close()
  return parts
}

/** Sentences with the white space behind them; those that are too long in pieces. */
function* pieces(text: string, { language, maxCharacters }: { language: string; maxCharacters: number }) {
  for (const { segment } of new Intl.Segmenter(language, { granularity: 'sentence' }).segment(text)) {
    let rest = segment
    while (rest.trimEnd().length > maxCharacters) {
      const end = lastBreak(rest, maxCharacters)
      yield rest.slice(0, end)
      rest = rest.slice(end)
    }
    yield rest
  }
}

/** Behind a clause, then behind a word. */
const BREAKS = [/^.*(?:[,;:–—،]\s|[、，；：])/su, /^.*\s/su]

/** The last break within the limit that leaves no scrap, else the limit, but between the halves of no character. */
function lastBreak(text: string, limit: number): number {
  const head = text.slice(0, limit)
  const ends = BREAKS.map((pattern) => pattern.exec(head)?.[0].length ?? 0)
  return ends.find((end) => end > limit / 4) ?? (/[\uD800-\uDBFF]$/.test(head) ? limit - 1 : limit)
}
