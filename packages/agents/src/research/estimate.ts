import {
  chargeOf,
  type Charge,
  type CheckContext,
  type LanguageModelProvider,
  type SearchProvider,
  type VideoRequest,
} from '@mavs/core'
import { modelCharge } from '../language-model/client.ts'
import { usableModels } from '../language-model/first-model.ts'
import { isPossessive } from './topic.ts'

/** A usual piece of research: two searches, four pages, a report; every turn repeats what was read before it. */
const TURNS = 7
const SEARCHES = 2
const TOKENS = { input: 60_000, output: 2000, perSecond: 25 } as const

/** What finding facts on the web is likely to be charged for. */
export function researchCharges(
  models: readonly LanguageModelProvider[],
  search: readonly SearchProvider[],
  request: VideoRequest,
  context: CheckContext,
): Charge[] {
  const [provider] = usableModels(models, context)
  const [engine] = search
  const isGiven = request.script !== undefined || request.sources.length > 0
  if (!provider || !engine || context.offline || isGiven || isPossessive(request.prompt)) return []
  const outputTokens = TOKENS.output + TOKENS.perSecond * request.duration_preference
  const asked = modelCharge(provider, { inputTokens: TOKENS.input, outputTokens, requests: TURNS })
  return [asked, ...(engine.product === undefined ? [] : [chargeOf(engine, { requests: SEARCHES })])]
}
