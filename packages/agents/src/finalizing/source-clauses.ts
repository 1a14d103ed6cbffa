import type { Clause, Subject } from './clause.ts'

/** What is promised about where facts and pictures come from. */
export const SOURCE_CLAUSES: readonly Clause[] = [
  { name: 'every claim has its source', severity: 'warning', check: claimsHaveSources },
  { name: 'every picture has its source', severity: 'warning', check: assetsHaveSources },
  { name: 'no picture is used twice', severity: 'warning', check: assetsOnce },
]

function claimsHaveSources({ script, research }: Subject) {
  const claims = new Map(research.claims.map((claim) => [claim.id, claim]))
  const sources = new Set(research.sources.map((source) => source.id))
  const used = new Set(script.scenes.flatMap((scene) => scene.claimIds))
  const bare = [...used].filter((id) => !claims.get(id)?.sourceIds.some((source) => sources.has(source)))
  return tally('all', `${used.size} claims with sources`, bare, 'without a source')
}

function assetsHaveSources({ assets }: Subject) {
  const bare = assets.filter(({ licence, author, page }) => licence === undefined || (author ?? page) === undefined)
  return tally(
    'licence and author or page for all',
    `${assets.length} pictures with sources`,
    bare.map(({ artifact }) => artifact),
    'without licence or origin',
  )
}

function assetsOnce({ assets }: Subject) {
  const keys = assets.map(({ artifact, page }) => page ?? artifact)
  const twice = keys.filter((key, index) => keys.indexOf(key) !== index)
  return tally('each once', `${keys.length} different pictures`, [...new Set(twice)], 'used again')
}

function tally(expected: string, fine: string, wrong: readonly string[], fault: string) {
  return { expected, measured: wrong.length === 0 ? fine : `${fault}: ${wrong.join(', ')}`, passed: wrong.length === 0 }
}
