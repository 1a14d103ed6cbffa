import { costOf } from '../costs/prices.ts'
import { VideoRequest } from '../domain/request.ts'
import type { RequestChoices } from '../domain/request-choices.ts'
import type { Stage } from '../domain/stage.ts'
import { quantities, type EstimateDocument } from '../domain/usage.ts'
import { parseOrThrow } from '../errors/validation.ts'
import type { Charge } from '../ports/usage.ts'
import { learnedFactors, remainingSeconds } from '../sessions/estimates.ts'
import { prepareRequest } from './file-request.ts'
import { resolveAgents } from './resolve-agents.ts'
import type { SystemParts } from './start-worker.ts'

const ESTIMATE_TIMEOUT_MS = 30_000

/** What a request would cost and take; nothing is filed and nothing is called that costs something. */
export async function estimateRequest(
  parts: SystemParts,
  input: unknown,
  choices?: RequestChoices,
): Promise<EstimateDocument> {
  const { plugins, prices, database } = parts
  const request = await prepareRequest(parts, parseOrThrow(VideoRequest, input, 'The request'), choices)
  const agents = resolveAgents(plugins.container, request.agents)
  const context = { ...parts, signal: AbortSignal.timeout(ESTIMATE_TIMEOUT_MS) }
  const asked: readonly (readonly [Stage, Promise<readonly Charge[]> | undefined])[] = [
    ['researching', agents.research.estimate?.(request, context)],
    ['scripting', agents.script.estimate?.(request, context)],
    ['asset_sourcing', agents.asset.estimate?.(request, context)],
    ['audio_generation', agents.audio.estimate?.(request, context)],
  ]
  const charges = await Promise.all(
    asked.map(async ([stage, answer]) => ((await answer) ?? []).map((charge) => ({ stage, ...charge }))),
  )
  const entries = charges.flat().map(({ stage, product, planned, isFree = false }) => ({
    stage,
    product,
    ...quantities(planned),
    cost_usd: isFree ? 0 : (costOf(product, planned, prices) ?? null),
  }))
  const factors = await database.read((connection) => learnedFactors(connection))
  return {
    cost_usd: entries.reduce((total, { cost_usd: cost }) => total + (cost ?? 0), 0),
    unpriced: [...new Set(entries.filter(({ cost_usd: cost }) => cost === null).map(({ product }) => product))],
    expected_seconds: Math.round(remainingSeconds(request, {}, factors)),
    entries,
  }
}
