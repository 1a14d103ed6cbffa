import type { SceneElement } from '../drawing/element.ts'
import { bar } from '../drawing/shape-elements.ts'
import type { CreditRow } from './credit-list.ts'
import type { SceneContext, TextRole } from './scene-kind.ts'

/** The entry's number, level with its title. */
export function numberOf(context: SceneContext, entry: CreditRow, role: TextRole, label: string): SceneElement {
  const { mark, sizePx, start } = entry
  const block = context.fit(label, role, { maxWidth: mark.width, maxLines: 1, sizePx, quiet: true })
  const align = context.rightToLeft ? 'right' : 'left'
  return context.words(block, { x: mark.x, width: mark.width, y: mark.y, align, start, colour: context.palette.accent })
}

/** A dot before the entry. */
export function bullet(context: SceneContext, { mark, start }: CreditRow): SceneElement {
  const x = context.rightToLeft ? mark.x + mark.width - 16 : mark.x
  const dot = { x, y: mark.y + mark.height / 2 - 8, width: 16, height: 16 }
  return bar(dot, { start, seconds: 0.3, from: 'centre', fill: context.palette.accent, radius: 8 })
}
