import type { TextBlock } from '../text/type.ts'

/** A length in design pixels, a share of the parent ("40%"), or what is left over, divided among all that fill. */
export type Length = number | `${number}%` | 'fill'

/** Space on the four sides: the same, or across and down apart. */
export type Space = number | { readonly x?: number; readonly y?: number }

/** How a box takes its size from its parent; without sizes it is as large as its content. */
export interface BoxOptions {
  readonly width?: Length
  readonly height?: Length
  readonly minWidth?: number
  readonly minHeight?: number
  readonly maxWidth?: Length
  readonly maxHeight?: Length
  /** Width divided by height. */
  readonly ratio?: number
  /** Whether it may become smaller than it wants to be; texts may, other boxes may not. */
  readonly shrinks?: boolean
  /** Its own alignment across the parent's direction. */
  readonly align?: Across
}

/** Across the direction: at the reading side's start, in the middle, at the end, or as wide as the parent. */
export type Across = 'start' | 'center' | 'end' | 'stretch'

/** Along the direction. `optical` is a little above the middle, where the eye expects it. */
export type Along = 'start' | 'center' | 'optical' | 'end' | 'between' | 'around'

export interface GroupOptions extends BoxOptions {
  readonly gap?: number
  readonly padding?: Space
  /** How the children lie along the direction. Default `start`. */
  readonly along?: Along
  /** How the children lie across it. Default `stretch`. */
  readonly across?: Across
  readonly wraps?: boolean
}

/** Sets a text in at most this width and height, in design pixels. */
export type FitText = (maxWidth: number, maxHeight: number) => TextBlock

/** Measures anything else that takes its size from its room. */
export type FitSize = (maxWidth: number, maxHeight: number) => { readonly width: number; readonly height: number }

/** A box of a layout: a group of others, a text, or room for anything; `key` finds it in the arrangement. */
export interface LayoutNode<Key extends string = string> {
  readonly key?: Key
  readonly direction: 'row' | 'column'
  readonly options: GroupOptions
  readonly fit?: FitSize
  readonly children: readonly LayoutNode<Key>[]
}

/** Children of a group; what is absent is left out. */
export type Children<Key extends string> = readonly (LayoutNode<Key> | false | undefined)[]

/** Children beside each other, in reading direction. */
export const row = <Key extends string>(options: GroupOptions, children: Children<Key>): LayoutNode<Key> =>
  group('row', options, children)

/** Children below each other. */
export const column = <Key extends string>(options: GroupOptions, children: Children<Key>): LayoutNode<Key> =>
  group('column', options, children)

/** Beside each other when the frame is wide, below each other when it is not. */
export const rowIf = <Key extends string>(
  isRow: boolean,
  options: GroupOptions,
  children: Children<Key>,
): LayoutNode<Key> => group(isRow ? 'row' : 'column', options, children)

/** Room for something that is drawn; with children, their frame, which can be asked for by its key. */
export const box = <Key extends string>(
  key: Key,
  options: GroupOptions,
  children: Children<Key> = [],
): LayoutNode<Key> => ({ ...group('column', options, children), key })

/** A text, as large as its box allows. */
export const text = <Key extends string>(key: Key, fit: FitText, options: BoxOptions = {}): LayoutNode<Key> => ({
  key,
  direction: 'column',
  options: { shrinks: true, ...options },
  fit,
  children: [],
})

/** Anything that is as large as its room allows, such as a figure; texts are told by `text`. */
export const measured = <Key extends string>(key: Key, fit: FitSize, options: BoxOptions = {}): LayoutNode<Key> => ({
  key,
  direction: 'column',
  options: { shrinks: true, ...options },
  fit,
  children: [],
})

/** The group, to be found by a key. */
export const keyed = <Key extends string>(key: Key, node: LayoutNode<Key>): LayoutNode<Key> => ({ ...node, key })

/** Room that is left empty. */
export const spacer = (length: Length = 'fill'): LayoutNode<never> => ({
  direction: 'column',
  options: { width: length, height: length },
  children: [],
})

function group<Key extends string>(
  direction: 'row' | 'column',
  options: GroupOptions,
  children: Children<Key>,
): LayoutNode<Key> {
  return { direction, options, children: children.filter((child) => child !== false && child !== undefined) }
}
