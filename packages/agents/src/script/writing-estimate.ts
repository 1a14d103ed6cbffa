import type { Charge, CheckContext, LanguageModelProvider, VideoRequest } from '@mavs/core'
import { modelCharge } from '../language-model/client.ts'
import { usableModels } from '../language-model/first-model.ts'
import { SCENES_PER_CHECK } from './writing-check.ts'
import { sceneCount } from './writing-outline.ts'
import { SCENES_PER_PART } from './writing-scenes.ts'

/** Tokens of a call's rules and schema, of a fact, and of one scene in each step of the writing: a little over a measured script's. */
const TOKENS = { rules: 700, fact: 30, outline: 35, scene: 160, verdict: 45 } as const

/** What writing a script is likely to be charged for: an outline, scenes in parts, a check of each part. */
export function writingCharges(
  models: readonly LanguageModelProvider[],
  request: VideoRequest,
  context: CheckContext,
): Charge[] {
  const [provider] = usableModels(models, context)
  if (!provider || request.script || request.sources.length > 0) return []
  const scenes = sceneCount(request.duration_preference)
  const requests = 1 + Math.ceil(scenes / SCENES_PER_PART) + Math.ceil(scenes / SCENES_PER_CHECK)
  const planned = {
    inputTokens: requests * TOKENS.rules + scenes * (2 * TOKENS.fact + TOKENS.outline + TOKENS.scene),
    outputTokens: scenes * (TOKENS.outline + TOKENS.scene + TOKENS.verdict),
    requests,
  }
  return [modelCharge(provider, planned)]
}
