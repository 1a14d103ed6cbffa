import type { Charge, CheckContext, LanguageModelProvider, VideoRequest } from '@mavs/core'
import { modelCharge } from '../language-model/client.ts'
import { usableModels } from '../language-model/first-model.ts'
import { SCENES_PER_CHECK } from './writing-check.ts'
import { sceneCount } from './writing-outline.ts'
import { SCENES_PER_PART } from './writing-scenes.ts'

/** Tokens of one scene in each step of the writing, and of the rules that go with every call, about. */
const TOKENS = {
  rules: 1600,
  facts: 45,
  outline: 60,
  scene: 190,
  verdict: 70,
} as const

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
    inputTokens: requests * TOKENS.rules + scenes * (3 * TOKENS.facts + TOKENS.outline + TOKENS.scene),
    outputTokens: scenes * (TOKENS.outline + TOKENS.scene + TOKENS.verdict),
    requests,
  }
  return [modelCharge(provider, planned)]
}
