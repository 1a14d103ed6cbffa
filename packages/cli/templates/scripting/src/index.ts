import { definePlugin, TOKENS, type Claim, type Scene, type ScriptAgent } from '@mavs/core'

/** So many words are spoken in a second, by most voices. */
const WORDS_PER_SECOND = 2.4
/** Air around the words of a scene, and the last card. */
const AIR_SECONDS = 0.8
const LAST_CARD_SECONDS = 4

/** Tells what the research found as a countdown: the last claim first, the first and most important one at the end. */
export function createCountdown(): ScriptAgent {
  return {
    name: 'template-id',
    async write({ request, research }, context) {
      const opening: Scene = {
        id: 'opening',
        headline: research.topic.slice(0, 120),
        narration: `${research.topic}: a countdown.`,
        claimIds: [],
        visual: { kind: 'title', headline: research.topic.slice(0, 120) },
      }
      const seconds = request.duration_preference - LAST_CARD_SECONDS - secondsOf(opening.narration)
      const told = claimsFor(research.claims, seconds)
      context.logger.info({ claims: told.length }, 'countdown written')
      context.report(1)
      const scenes = [
        opening,
        ...told.map((claim, index) => sceneOf(claim, index + 1)).toReversed(),
        lastCard(research),
      ]
      return { title: research.topic.slice(0, 200), language: research.language, basis: research.basis, scenes }
    },
  }
}

/** The first claims, as many as can be said in so many seconds; one at least, if there is one. */
function claimsFor(claims: readonly Claim[], seconds: number): readonly Claim[] {
  let left = seconds
  return claims.filter(({ text }, index) => (left -= secondsOf(text)) >= 0 || index === 0)
}

const secondsOf = (text: string): number => text.split(/\s+/).length / WORDS_PER_SECOND + AIR_SECONDS

const sceneOf = ({ id, text }: Claim, rank: number): Scene => ({
  id: `rank-${rank}`,
  headline: `Number ${rank}`,
  narration: `Number ${rank}. ${text}`,
  claimIds: [id],
  visual: { kind: 'statement', text: text.slice(0, 160) },
})

const lastCard = ({ basis, sources }: Parameters<ScriptAgent['write']>[0]['research']): Scene => ({
  id: 'credits',
  headline: 'Sources',
  narration: '',
  claimIds: [],
  visual: {
    kind: 'credits',
    headline: 'Sources',
    basis: basis.label.slice(0, 200),
    sources: sources.map(({ title }) => ({ title: title.slice(0, 200) })),
  },
})

export default definePlugin({
  name: 'mavs-plugin-template',
  version: '0.1.0',
  register: (registry) => registry.provide(TOKENS.scriptAgent, () => createCountdown()),
})
