import { parseOrThrow, type AudioClip, type CaptionCue, type SceneClip, type Timeline } from '@mavs/core/essentials'
import { BRAND_CARD } from '../scenes/brand-card.ts'
import { BrandKit, type BrandCard } from './kit.ts'
import { lookOf } from './look.ts'

const INTRO_ID = 'brand-intro'
const OUTRO_ID = 'brand-outro'

/**
 * The timeline with its brand's intro and outro as scenes of their own. What was there begins later by the intro's length
 * (a whole number of frames): scenes, captions, narration, music and what was declared, so that they stay in step; both
 * cards are declared silent and still. A timeline that has its cards already, or no brand, comes back as it is.
 */
export function withBrandCards(timeline: Timeline): Timeline {
  const kit = timeline.brand && parseOrThrow(BrandKit, timeline.brand, 'brand', 'TIMELINE_INVALID')
  const { scenes } = timeline.tracks
  const has = (id: string) => scenes.some((scene) => scene.id === id)
  if (kit === undefined || has(INTRO_ID) || has(OUTRO_ID)) return timeline
  const { frameRate } = timeline.format
  const frames = (seconds = 0) => Math.round(seconds * frameRate) / frameRate
  const [before, after] = [frames(kit.intro?.seconds), frames(kit.outro?.seconds)]
  const moved = shifted(timeline, before)
  const end = moved.durationSeconds
  const transition = lookOf(timeline).style.transition
  const intro = kit.intro && cardClip(INTRO_ID, kit, kit.intro, { startSeconds: 0, endSeconds: before })
  const outro = kit.outro && cardClip(OUTRO_ID, kit, kit.outro, { startSeconds: end, endSeconds: end + after })
  const cards = [intro, outro].filter((clip) => clip !== undefined)
  const spans = cards.map(({ startSeconds, endSeconds }) => ({ startSeconds, endSeconds }))
  return {
    ...moved,
    durationSeconds: end + after,
    tracks: {
      ...moved.tracks,
      scenes: [...(intro ? [intro] : []), ...moved.tracks.scenes, ...(outro ? [{ ...outro, transition }] : [])],
    },
    declared: {
      holds: [...moved.declared.holds, ...spans],
      rests: [...moved.declared.rests, ...spans],
    },
  }
}

function cardClip(
  id: string,
  kit: BrandKit,
  { tagline }: BrandCard,
  span: { readonly startSeconds: number; readonly endSeconds: number },
): SceneClip {
  const logo = kit.logo && { logo: kit.logo.file }
  const visual = { kind: BRAND_CARD, name: kit.name, ...(tagline !== undefined && { tagline }), ...logo }
  return {
    id,
    ...span,
    visual: visual as SceneClip['visual'],
    transition: { kind: 'cut', durationSeconds: 0 },
    cues: {},
  }
}

/** All times later by some seconds. */
function shifted(timeline: Timeline, by: number): Timeline {
  const { tracks, declared, durationSeconds } = timeline
  const span = <Span extends { readonly startSeconds: number; readonly endSeconds: number }>(clip: Span): Span => ({
    ...clip,
    startSeconds: clip.startSeconds + by,
    endSeconds: clip.endSeconds + by,
  })
  const sound = (clip: AudioClip): AudioClip => ({ ...clip, startSeconds: clip.startSeconds + by })
  const cue = (caption: CaptionCue): CaptionCue => ({
    ...span(caption),
    lines: caption.lines.map((line) => line.map(span)),
  })
  return {
    ...timeline,
    durationSeconds: durationSeconds + by,
    tracks: {
      scenes: tracks.scenes.map(span),
      captions: tracks.captions.map(cue),
      narration: tracks.narration.map(sound),
      music: tracks.music.map(sound),
    },
    declared: { holds: declared.holds.map(span), rests: declared.rests.map(span) },
  }
}
