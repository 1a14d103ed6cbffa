import { differenceEuclidean } from '../styles/colour-library.ts'
import { contrast, mix, readable } from '../styles/colour.ts'
import type { Ground, Palette, Style } from '../styles/style.ts'

/** A style in a brand's colours, and in a few words what had to be changed of them. */
export interface Coloured {
  readonly style: Style
  readonly changes: readonly string[]
  /** Why the colours can't be used at all. */
  readonly problem?: string
}

/** Small text, for which the contrast is 4.5:1; large shapes and text need 3:1. */
const SMALL_PX = 28
const LARGE_PX = 48
/** Ink and ground of less contrast have nothing left of the brand once they are made readable. */
const HOPELESS = 2

/** Puts a brand's colours into a style: what depends on them follows, what could not be read is moved until it can. */
export function colourStyle(style: Style, given: Partial<Palette>): Coloured {
  if (Object.keys(given).length === 0) return { style, changes: [] }
  const { ink, background } = given
  if (ink && background && contrast(ink, background) < HOPELESS) {
    const ratio = contrast(ink, background).toFixed(1)
    return {
      style,
      changes: [],
      problem: `brand.colours.ink must have a contrast of at least 4.5:1 to background ${background} (got ${ink}: ${ratio}:1); choose a darker or lighter one`,
    }
  }
  const { palette, changes } = paletteWith(style.palette, given)
  const grounded = given.background !== undefined || given.ink !== undefined
  const hued = grounded || given.accent !== undefined || given.accentSecond !== undefined
  return {
    changes,
    style: {
      ...style,
      palette,
      ground: hued ? groundIn(style.ground, style.palette, palette, grounded) : style.ground,
      captions: captionsIn(style, palette),
      ...(style.contrast && { contrast: contrastIn(style.contrast, palette, grounded) }),
    },
  }
}

function paletteWith(base: Palette, given: Partial<Palette>): { palette: Palette; changes: string[] } {
  const background = given.background ?? base.background
  const ink = given.ink ?? readable(base.ink, background, SMALL_PX)
  const moved = given.background !== undefined || given.ink !== undefined
  const accent = visible(given.accent ?? base.accent, background)
  const wanted: Palette = {
    ...base,
    ...(moved && {
      surface: mix(background, contrast('#ffffff', background) < 2 ? '#ffffff' : ink, 0.07),
      line: mix(background, ink, 0.2),
      mutedInk: mix(ink, background, 0.28),
    }),
    ...(given.accent && { onAccent: clearest([base.onAccent, '#ffffff', ink, '#000000'], accent) }),
    ...given,
    background,
    ink,
    accent,
  }
  const changes: string[] = []
  const palette = { ...wanted }
  const repair = (role: keyof Palette, behind: string, sizePx: number) => {
    const repaired = readable(palette[role], behind, sizePx)
    if (repaired !== palette[role] && given[role] !== undefined) {
      const ratio = contrast(given[role], behind).toFixed(1)
      changes.push(
        `brand.colours.${role} ${given[role]} has a contrast of ${ratio}:1 to ${behind}; it was drawn as ${repaired}`,
      )
    }
    palette[role] = repaired
  }
  for (const behind of [palette.background, palette.surface]) {
    for (const role of ['ink', 'mutedInk', 'positive', 'negative'] as const) repair(role, behind, SMALL_PX)
  }
  repair('onAccent', palette.accent, LARGE_PX)
  if (given.accent && contrast(given.accent, background) < 3) {
    changes.push(
      `brand.colours.accent ${given.accent} has little contrast to ${background}; shapes are drawn in ${accent}, words in what can be read`,
    )
  }
  return { palette, changes }
}

/** Shapes stand out from what is behind them by this contrast at least. */
const SHAPE_CONTRAST = 2.2

/** The colour, or the nearest one towards black or white in which a shape is seen. */
function visible(colour: string, behind: string): string {
  const goal = contrast('#000000', behind) > contrast('#ffffff', behind) ? '#000000' : '#ffffff'
  for (let share = 0; share < 1; share += 0.04) {
    const candidate = share === 0 ? colour : mix(colour, goal, share)
    if (contrast(candidate, behind) >= SHAPE_CONTRAST) return candidate
  }
  return goal
}

const clearest = (candidates: readonly string[], behind: string): string =>
  candidates.find((colour) => contrast(colour, behind) >= 4.5) ??
  candidates.toSorted((a, b) => contrast(b, behind) - contrast(a, behind))[0]!

const difference = differenceEuclidean('oklab')

/** Lights keep their strength and take the brand's hues: as far from the background as they were, towards the accents. */
function groundIn(ground: Ground, before: Palette, now: Palette, grounded: boolean): Ground {
  const span = difference(before.background, before.accent)
  const lights = ground.lights.map((light, index) => {
    const share = Math.min(0.5, difference(before.background, light.colour) / span)
    const hue = index % 2 === 0 ? now.accent : now.accentSecond
    const isNeutral = !grounded && share < 0.12
    return { ...light, colour: isNeutral ? light.colour : mix(now.background, hue, share * 0.8) }
  })
  return { ...ground, lights }
}

/** Captions keep their look; what was a colour of the palette is that colour of the new one. */
function captionsIn({ captions, palette: before }: Style, now: Palette): Style['captions'] {
  const roles = ['background', 'ink', 'surface'] as const
  const same = (colour: string) => {
    const role = roles.find((candidate) => before[candidate].toLowerCase() === colour.toLowerCase())
    return role === undefined ? colour : now[role]
  }
  const plate = same(captions.plate)
  const ink = readable(same(captions.ink), plate, SMALL_PX)
  const accent = now.accent === before.accent ? captions.accent : now.accent
  return { ...captions, plate, ink, accent: readable(accent, plate, SMALL_PX) }
}

/** The second ground: ink and background change places. */
function contrastIn(before: NonNullable<Style['contrast']>, now: Palette, grounded: boolean): Style['contrast'] {
  if (!grounded) {
    const accent = readable(now.accent, before.palette.background, LARGE_PX)
    return { ...before, palette: { ...before.palette, accent, onAccent: clearest([now.background, now.ink], accent) } }
  }
  const accent = readable(now.accent, now.ink, LARGE_PX)
  const lighter = mix(now.ink, now.background, 0.08)
  const goal = contrast('#000000', now.background) > contrast('#ffffff', now.background) ? '#000000' : '#ffffff'
  const surface = contrast(now.background, lighter) >= 4.6 ? lighter : mix(now.ink, goal, 0.12)
  const onBoth = (colour: string) => readable(readable(colour, now.ink, SMALL_PX), surface, SMALL_PX)
  const palette: Palette = {
    background: now.ink,
    surface,
    ink: onBoth(now.background),
    mutedInk: onBoth(mix(now.background, now.ink, 0.3)),
    line: mix(now.ink, now.background, 0.22),
    accent,
    accentSecond: now.background,
    onAccent: clearest([now.ink, now.background, '#ffffff', '#000000'], accent),
    positive: onBoth(now.positive),
    negative: onBoth(now.negative),
  }
  return { palette, ground: groundIn(before.ground, before.palette, palette, true) }
}
