import type { StyleName, Transition } from '@mavs/core'

const CUT: Transition = { kind: 'cut', durationSeconds: 0 }

/** How scenes follow each other in each style: most of them, those that open something new, and the credits. */
const BY_STYLE: Readonly<Record<StyleName, Record<'scenes' | 'turns' | 'credits', Transition>>> = {
  professional: {
    scenes: CUT,
    turns: { kind: 'push', durationSeconds: 0.5 },
    credits: { kind: 'crossfade', durationSeconds: 0.4 },
  },
  casual: {
    scenes: { kind: 'wipe', durationSeconds: 0.45 },
    turns: { kind: 'wipe', durationSeconds: 0.45 },
    credits: { kind: 'crossfade', durationSeconds: 0.4 },
  },
  educational: {
    scenes: CUT,
    turns: { kind: 'push', durationSeconds: 0.6 },
    credits: { kind: 'crossfade', durationSeconds: 0.4 },
  },
  entertainment: { scenes: CUT, turns: { kind: 'whip', durationSeconds: 0.34 }, credits: CUT },
  documentary: {
    scenes: { kind: 'crossfade', durationSeconds: 0.8 },
    turns: { kind: 'crossfade', durationSeconds: 0.8 },
    credits: { kind: 'crossfade', durationSeconds: 0.8 },
  },
}

/** Kinds that open something new: the one figure, the one sentence. */
const TURNS: ReadonlySet<string> = new Set(['number', 'statement', 'quote'])

/** No transition takes more than this part of a scene that it touches. */
const LARGEST_SHARE = 0.25

/** How a scene comes in after `before`; the first scene of a video has nothing to come from. */
export function transitionInto(
  scene: { readonly kind: string; readonly durationSeconds: number },
  before: { readonly durationSeconds: number } | undefined,
  style: StyleName,
): Transition {
  if (before === undefined) return CUT
  const chosen = BY_STYLE[style][roleOf(scene.kind)]
  if (chosen.kind === 'cut') return chosen
  const longest = Math.min(scene.durationSeconds, before.durationSeconds) * LARGEST_SHARE
  return { kind: chosen.kind, durationSeconds: Math.min(chosen.durationSeconds, longest) }
}

function roleOf(kind: string): 'scenes' | 'turns' | 'credits' {
  if (kind === 'credits') return 'credits'
  return TURNS.has(kind) ? 'turns' : 'scenes'
}
