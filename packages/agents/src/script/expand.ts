import type { Scene, Visual } from '@mavs/core'
import type { Draft, Material } from '../research/material.ts'
import { chooseVisual } from './choose-visual.ts'
import { withCues } from './cues.ts'
import { splitNarration } from './sentences.ts'

/** A scene that may be left out to fit a duration. */
export interface Candidate {
  readonly scene: Scene
  readonly short?: string
  readonly tier: 1 | 2 | 3
  readonly requires: readonly string[]
}

/** Makes scenes of a few seconds from the drafts: long narrations are split at sentences, each part gets its own picture. */
export async function expand(material: Material): Promise<Candidate[]> {
  const candidates: Candidate[] = []
  const shown = new Set<string>()
  for (const draft of material.drafts) {
    candidates.push(...(await expandDraft(draft, material.language, shown.has(draft.headline))))
    shown.add(draft.headline)
  }
  return candidates
}

async function expandDraft(draft: Draft, language: string, isShown: boolean): Promise<Candidate[]> {
  const parts = splitNarration(draft.narration, language)
  const count = Math.max(parts.length, draft.visuals.length, 1)
  const candidates: Candidate[] = []
  for (let at = 0; at < count; at++) {
    const narration = parts[at] ?? ''
    const visual = draft.visuals[at] ?? (await chosen(draft, narration, language, at === 0 && !isShown))
    const id = at === 0 ? draft.id : `${draft.id}-${at + 1}`
    const before = candidates.at(-1)
    candidates.push({
      scene: sceneOf(draft, id, narration, visual),
      ...(draft.short !== undefined && count === 1 && { short: draft.short }),
      tier: draft.tier,
      requires: before ? [before.scene.id] : draft.requires,
    })
  }
  return candidates
}

function chosen(draft: Draft, narration: string, language: string, isFirst: boolean): Promise<Visual> {
  return chooseVisual({ narration, headline: draft.headline, isFirst, icon: draft.icon, language })
}

function sceneOf(draft: Draft, id: string, narration: string, visual: Visual): Scene {
  const { headline, claimIds, media, holdSeconds = SILENT_SECONDS } = draft
  return {
    id,
    headline,
    narration,
    claimIds,
    visual: withCues(visual, narration),
    ...(media && WORDS_ONLY.has(visual.kind) && { media }),
    ...(narration === '' && { holdSeconds }),
  }
}

/** Kinds that show nothing but words: a picture says more, where one is found. */
const WORDS_ONLY: ReadonlySet<string> = new Set(['title', 'section', 'statement'])

/** How long a card without words stays. */
const SILENT_SECONDS = 4
