import { createRequire } from 'node:module'
import type { Icon } from './icon.ts'
import { parseIconBody } from './parse.ts'

interface IconSet {
  readonly icons: Readonly<Record<string, { readonly body: string }>>
  readonly aliases?: Readonly<Record<string, { readonly parent: string }>>
}

let set: IconSet | undefined

/** The Lucide icon of a name, its former names included; undefined when there is none. */
export function findIcon(name: string): Icon | undefined {
  set ??= createRequire(import.meta.url)('@iconify-json/lucide/icons.json') as IconSet
  const known = Object.hasOwn(set.icons, name) ? name : set.aliases?.[name]?.parent
  const body = known === undefined ? undefined : set.icons[known]?.body
  return body === undefined ? undefined : { name, strokes: parseIconBody(body) }
}

/** What is drawn in place of an icon that does not exist: a plain ring with a point. */
export const NEUTRAL_ICON: Icon = {
  name: 'neutral',
  strokes: parseIconBody('<circle cx="12" cy="12" r="9"/><circle cx="12" cy="12" r="2.5"/>'),
}
