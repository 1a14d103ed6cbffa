import type { SceneElement } from '../drawing/element.ts'
import { bottom } from '../drawing/geometry.ts'
import type { TextBlock } from '../text/type.ts'
import { SMALLEST_PX } from '../text/typesetter.ts'
import type { SceneContext } from './scene-kind.ts'

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

/** Above the captions' plate, and below what the source is told of. */
const AIR_PX = { below: 18, above: 44 }

/** Where figures come from, at the bottom left of the content. */
export function sourceLine(source: string | undefined, context: SceneContext): SceneElement[] {
  if (source === undefined) return []
  const { frame, palette } = context
  const block = sourceBlock(source, context)
  const y = bottom(frame.content) - block.height - AIR_PX.below
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

/** Height that a source line takes of the content, with the air around it; 0 without a source. */
export const sourceHeight = (source: string | undefined, context: SceneContext): number =>
  source === undefined ? 0 : sourceBlock(source, context).height + AIR_PX.below + AIR_PX.above

function sourceBlock(source: string, context: SceneContext): TextBlock {
  const { frame, language } = context
  const label = LABELS[language.toLowerCase().split(/[-_]/)[0]!] ?? ''
  const line = `${label}${source}`
  const limits = { maxWidth: frame.content.width, sizePx: (SMALLEST_PX + 2) * Math.min(1.2, frame.smallTextScale) }
  const onOneLine = context.fit(line, 'body', { ...limits, maxLines: 1, quiet: !frame.isWide })
  return onOneLine.shortened && !frame.isWide ? context.fit(line, 'body', { ...limits, maxLines: 2 }) : onOneLine
}
