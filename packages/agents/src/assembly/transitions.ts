import type { StyleName, Transition } from '@mavs/core'

const CUT: Transition = { kind: 'cut', durationSeconds: 0 }

/** How scenes follow each other in each style, and how the credits come in. */
const BY_STYLE: Readonly<Record<StyleName, { readonly scenes: Transition; readonly credits: Transition }>> = {
  professional: { scenes: CUT, credits: { kind: 'crossfade', durationSeconds: 0.4 } },
  casual: { scenes: CUT, credits: { kind: 'crossfade', durationSeconds: 0.4 } },
  educational: { scenes: CUT, credits: { kind: 'crossfade', durationSeconds: 0.4 } },
  entertainment: { scenes: CUT, credits: CUT },
  documentary: {
    scenes: { kind: 'crossfade', durationSeconds: 0.8 },
    credits: { kind: 'crossfade', durationSeconds: 0.8 },
  },
}

/** No transition takes more than this part of a scene that it touches. */
const LARGEST_SHARE = 0.25

/** How a scene comes in after `before`; the first scene of a video has nothing to come from. */
export function transitionInto(
  scene: { readonly kind: string; readonly durationSeconds: number },
  before: { readonly durationSeconds: number } | undefined,
  style: StyleName,
): Transition {
  if (before === undefined) return CUT
  const chosen = BY_STYLE[style][scene.kind === 'credits' ? 'credits' : 'scenes']
  if (chosen.kind === 'cut') return chosen
  const longest = Math.min(scene.durationSeconds, before.durationSeconds) * LARGEST_SHARE
  return { kind: chosen.kind, durationSeconds: Math.min(chosen.durationSeconds, longest) }
}
