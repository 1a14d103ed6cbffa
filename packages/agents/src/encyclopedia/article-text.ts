import type { ArticleSection } from '@mavs/core'

/**
 * The sections of an article as MediaWiki's TextExtracts gives it: plain text in which headings stand between equals
 * signs, "== History ==". What is left of formulas and empty brackets is taken out.
 */
export function readExtract(extract: string): ArticleSection[] {
  const sections: { heading: string; level: number; paragraphs: string[] }[] = [
    { heading: '', level: 0, paragraphs: [] },
  ]
  for (const line of withoutFormulas(extract).split('\n')) {
    const heading = /^(={2,6})\s*(.+?)\s*\1\s*$/.exec(line)
    if (heading) sections.push({ heading: heading[2]!, level: heading[1]!.length - 1, paragraphs: [] })
    else if (line.trim() !== '') sections.at(-1)!.paragraphs.push(tidy(line))
  }
  return sections.filter(({ paragraphs }) => paragraphs.length > 0)
}

/** TextExtracts leaves a formula's source in braces, and blank lines around it: a sentence with one cannot be spoken. */
const withoutFormulas = (text: string): string =>
  text.replace(/\s*\{\\(?:displaystyle|textstyle)[^\n]*\}\s*/g, ' {formula} ').replace(/\n\s{2,}\S{0,3}(?=\n)/g, '')

const tidy = (line: string): string =>
  line
    .replace(/\(\s*[;,]?\s*\)/g, '')
    .replace(/\(\s*[;,]\s*/g, '(')
    .replace(/\s+([,.;:])/g, '$1')
    .replace(/\s+/g, ' ')
    .trim()
