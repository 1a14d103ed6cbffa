/**
 * Cuts a text into parts of at most so many characters for a voice that takes no more at once: at the ends of sentences,
 * a longer sentence between words, a longer word anywhere. The parts have all of the text but the white space between.
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

/** Behind the last white space within the limit, else at the limit, but between the halves of no character. */
function lastBreak(text: string, limit: number): number {
  const space = text.slice(0, limit).search(/\s+\S*$/)
  if (space > 0) return space + 1
  return /[\uD800-\uDBFF]/.test(text[limit - 1]!) ? limit - 1 : limit
}
