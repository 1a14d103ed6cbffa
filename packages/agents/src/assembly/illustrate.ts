import type { Asset, Scene, Visual } from '@mavs/core'
import { capitalise, shorten } from '../research/prompt.ts'

/** Longest texts of a picture's scene, as the renderer takes them. */
const LONGEST = { headline: 120, caption: 160, author: 80, licence: 40, alt: 300 }

/**
 * What a scene shows when a picture or clips were found for it: these over the whole frame, with the words of the visual
 * that they replace and their credit line. A visual that shows more than words stays.
 */
export function illustrated({ visual, headline, media }: Scene, assets: readonly Asset[]): Visual {
  const [first] = assets
  const words = wordsOf(visual, headline)
  if (!first || !words) return visual
  const shown = {
    alt: shorten(media?.description ?? first.title ?? headline, LONGEST.alt),
    ...words,
    credit: creditOf(first),
  }
  if (first.kind === 'image') return { kind: 'image', file: first.artifact, placement: 'full', ...shown }
  return { kind: 'footage', clips: clipsOf(assets), ...shown }
}

/** Each clip is shown to its end, and then the next one. */
const clipsOf = (assets: readonly Asset[]) =>
  assets.map(({ artifact, durationSeconds }, at) => ({
    file: artifact,
    ...(at < assets.length - 1 && durationSeconds !== undefined && { seconds: durationSeconds }),
  }))

/** The words of a visual that shows nothing else. */
function wordsOf(visual: Visual, headline: string): { headline: string; caption?: string } | undefined {
  const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)
  if (visual.kind === 'statement') {
    const said = text(visual['text']) ?? headline
    return {
      headline: shorten(headline, LONGEST.headline),
      ...(said !== headline && { caption: shorten(said, LONGEST.caption) }),
    }
  }
  if (visual.kind !== 'title' && visual.kind !== 'section') return undefined
  const caption = text(visual['subtitle']) ?? text(visual['kicker'])
  return {
    headline: shorten(text(visual['headline']) ?? headline, LONGEST.headline),
    ...(caption && { caption: shorten(caption, LONGEST.caption) }),
  }
}

function creditOf({ author, licence, provider }: Asset) {
  return {
    ...(author && { author: shorten(author, LONGEST.author) }),
    source: shorten(capitalise(provider), LONGEST.author),
    ...(licence && { licence: shorten(licence, LONGEST.licence) }),
  }
}
