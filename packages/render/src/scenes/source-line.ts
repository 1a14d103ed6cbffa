import type { SceneElement } from '../drawing/element.ts'
import { bottom } from '../drawing/geometry.ts'
import { SMALLEST_PX } from '../text/typesetter.ts'
import type { SceneContext } from './scene-kind.ts'

/** “Source” in some languages; in others the source stands by itself. */
/** What stands before a source, by language; in others it stands by itself. */
const LABELS: Readonly<Record<string, string>> = {
  en: 'Source: ',
  de: 'Quelle: ',
  fr: 'Source\u202F: ',
  es: 'Fuente: ',
  it: 'Fonte: ',
  pt: 'Fonte: ',
  nl: 'Bron: ',
  sv: 'Källa: ',
  da: 'Kilde: ',
  nb: 'Kilde: ',
  fi: 'Lähde: ',
  pl: 'Źródło: ',
  cs: 'Zdroj: ',
  tr: 'Kaynak: ',
  ru: 'Источник: ',
  uk: 'Джерело: ',
  el: 'Πηγή: ',
  ar: 'المصدر: ',
  he: 'מקור: ',
  hi: 'स्रोत: ',
  th: 'ที่มา: ',
  zh: '来源：',
  ja: '出典：',
  ko: '출처: ',
}

/** Where figures come from, at the bottom left of the content. */
export function sourceLine(source: string | undefined, context: SceneContext): SceneElement[] {
  if (source === undefined) return []
  const { frame, palette } = context
  const label = LABELS[context.language.toLowerCase().split(/[-_]/)[0]!] ?? ''
  const block = context.fit(`${label}${source}`, 'body', {
    maxWidth: frame.content.width,
    maxLines: frame.isWide ? 1 : 2,
    sizePx: SMALLEST_PX + 2,
  })
  // Some air above the captions' plate.
  const y = bottom(frame.content) - block.height - 18
  return [
    context.words(block, {
      x: frame.content.x,
      width: frame.content.width,
      y,
      start: 0.6,
      colour: palette.mutedInk,
      entrance: 'settle',
    }),
  ]
}
