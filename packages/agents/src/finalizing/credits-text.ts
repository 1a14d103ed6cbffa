import type { Asset, Claim, FinalizingInput, Source } from '@mavs/core'
import { creditLines } from '../assembly/credits.ts'

/** The claims that the script rests on, and the sources behind them, in order of use. */
export function usedMaterial({ script, research }: Pick<FinalizingInput, 'script' | 'research'>): {
  claims: Claim[]
  sources: Source[]
} {
  const claimIds = [...new Set(script.scenes.flatMap((scene) => scene.claimIds))]
  const claims = claimIds.flatMap((id) => research.claims.filter((claim) => claim.id === id))
  const sourceIds = [...new Set(claims.flatMap((claim) => claim.sourceIds))]
  return { claims, sources: sourceIds.flatMap((id) => research.sources.filter((source) => source.id === id)) }
}

/** The credits as a text to read: what made the words, the sources, each claim with its sources, and all else. */
export function formatCredits(input: FinalizingInput): string {
  const { claims, sources } = usedMaterial(input)
  const numbers = new Map(sources.map((source, index) => [source.id, index + 1]))
  const sections: readonly (readonly [title: string, lines: readonly string[]])[] = [
    ['Text', [input.script.basis.label]],
    ['Sources', sources.map((source, index) => `${index + 1}. ${describeSource(source)}`)],
    ['What is said, and what it rests on', claims.map((claim) => `- ${claim.text} ${references(claim, numbers)}`)],
    ['Pictures and clips', input.assets.map((asset) => `- ${describeAsset(asset)}`)],
    ['Made with', creditLines(input).map((line) => `- ${line}`)],
  ]
  const filled = sections.filter(([, lines]) => lines.length > 0)
  return `${[input.script.title, ...filled.map(([title, lines]) => `${title}\n${lines.join('\n')}`)].join('\n\n')}\n`
}

function describeSource({ title, publisher, published, url, readOn, licence }: Source): string {
  const origin = [publisher, published].filter((part) => part !== undefined).join(', ')
  const facts = [
    `${title}.`,
    origin && `${origin}.`,
    url,
    readOn && `Read ${readOn}.`,
    licence && `Licence: ${licence}.`,
  ]
  return facts.filter(Boolean).join(' ')
}

/** Title, author, licence and page: what open licences ask for. */
function describeAsset({ title, author, licence, licenceUrl, page, provider }: Asset): string {
  const facts = [title ?? 'Untitled', author && `by ${author}`, licence, licenceUrl, page ?? provider]
  return `${facts.filter(Boolean).join(', ')}.`
}

function references(claim: Claim, numbers: ReadonlyMap<string, number>): string {
  return `[${claim.sourceIds.map((id) => numbers.get(id) ?? '?').join(', ')}]`
}
