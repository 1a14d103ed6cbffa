import type { Research, Scene } from '@mavs/core'

/** The last, silent card: what made the text, and the sources that the chosen scenes rest on, in the order of use. */
export function creditsScene(research: Research, scenes: readonly Scene[]): Scene {
  const sources = usedSources(research, scenes).map(({ title, publisher }) => ({
    title: title.slice(0, 200),
    ...(publisher && { publisher: publisher.slice(0, 120) }),
  }))
  const headline = sources.length > 0 ? 'Sources and credits' : 'Credits'
  return {
    id: 'credits',
    headline,
    narration: '',
    claimIds: [],
    visual: { kind: 'credits', headline, basis: research.basis.label.slice(0, 200), sources, lines: [] },
  }
}

/** Sources of the scenes' claims; those that no claim names stand for the whole text and are always shown. */
function usedSources({ claims, sources }: Research, scenes: readonly Scene[]): Research['sources'] {
  const said = new Set(scenes.flatMap((scene) => scene.claimIds))
  const order = scenes
    .flatMap((scene) => scene.claimIds)
    .flatMap((id) => claims.find((claim) => claim.id === id)?.sourceIds ?? [])
  const used = [...new Set(order)].flatMap((id) => sources.find((source) => source.id === id) ?? [])
  const claimed = new Set(claims.filter((claim) => !said.has(claim.id)).flatMap((claim) => claim.sourceIds))
  const general = sources.filter((source) => !used.includes(source) && !claimed.has(source.id))
  return [...used, ...general]
}
