import { definePlugin, TOKENS, VideoError, type Claim, type ResearchAgent, type VideoRequest } from '@mavs/core'

/** What the built-in script agent goes on from, as an artifact of the session. */
const MATERIAL_KEY = 'material.json'
const LONGEST_HEADLINE = 60

/** Takes each line of the given sources as a claim: what the user has written down is what is said, word for word. */
export function createNotes(): ResearchAgent {
  return {
    name: 'template-id',
    // Before a session is filed: what is missing is told at once.
    async check(request) {
      if (claimsOf(request).length === 0) {
        throw new VideoError('REQUEST_INVALID', 'Give notes, one fact a line: --source notes.md')
      }
    },
    async research({ request }, context) {
      const claims = claimsOf(request)
      const sources = request.sources.map(({ name }, index) => ({ id: `source-${index + 1}`, title: name }))
      const topic = request.prompt.slice(0, 200)
      const language = request.language ?? 'en'
      await context.artifacts.writeJson(MATERIAL_KEY, materialOf(topic, language, claims))
      context.report(1)
      const basis = { kind: 'source' as const, label: 'From your notes', reference: MATERIAL_KEY }
      return { topic, summary: claims[0]!.text, language, basis, claims, sources }
    },
  }
}

/** Lines with something to say; list marks and headings are no part of it. */
function claimsOf({ sources }: VideoRequest): Claim[] {
  return sources.flatMap(({ text }, source) =>
    text
      .split('\n')
      .map((line) => line.replace(/^\s*(?:[-*+]|\d+[.)])\s+/, '').trim())
      .filter((line) => /\p{L}/u.test(line) && !line.startsWith('#'))
      .map((line, index) => ({
        id: `note-${source + 1}-${index + 1}`,
        text: line,
        sourceIds: [`source-${source + 1}`],
      })),
  )
}

/** One scene a claim, which the script agent may leave out to fit the duration. */
const materialOf = (title: string, language: string, claims: readonly Claim[]) => ({
  title,
  language,
  use: 'choose',
  drafts: claims.map(({ id, text }) => ({
    id,
    headline: text.length > LONGEST_HEADLINE ? `${text.slice(0, LONGEST_HEADLINE - 1).trimEnd()}…` : text,
    narration: text,
    claimIds: [id],
  })),
})

export default definePlugin({
  name: 'mavs-plugin-template',
  version: '0.1.0',
  register: (registry) => registry.provide(TOKENS.researchAgent, () => createNotes()),
})
