import { setTimeout as delay } from 'node:timers/promises'
import {
  createProviderChain,
  formatFor,
  VideoError,
  type AgentContext,
  type Asset,
  type AssetAgent,
  type ImageGenerationProvider,
  type MediaKind,
  type MediaRanker,
  type MediaSearchProvider,
  type ProviderChain,
  type VideoGenerationProvider,
  type VideoRequest,
} from '@mavs/core'
import pLimit from 'p-limit'
import { Assignment, type Illustrated, type SceneCandidates } from './assign.ts'
import { createMediaCheck } from './check-media.ts'
import { createGeneration } from './generate.ts'
import { findCandidates, type Candidate, type Wish } from './find-candidates.ts'

/** What the asset agent is made of. */
export interface AssetAgentOptions {
  /** First choice first; none: every scene is drawn. */
  readonly media: readonly MediaSearchProvider[]
  readonly ranker: MediaRanker
  /** Makers of pictures and clips, for what is not found. */
  readonly images?: readonly ImageGenerationProvider[]
  readonly videos?: readonly VideoGenerationProvider[]
  /** Where ffmpeg is looked for, to check clips. Default `process.env`. */
  readonly environment?: Readonly<Record<string, string | undefined>>
  /** Waits; for tests. */
  readonly sleep?: (ms: number, signal: AbortSignal) => Promise<void>
}

/** Scenes that are searched for at once. */
const CONCURRENCY = 4
const wait = (ms: number, signal: AbortSignal): Promise<void> => delay(ms, undefined, { signal })

/** Shares of the stage's progress: searching, then fetching. */
const SEARCHED = 0.5

/**
 * The built-in asset agent: looks for pictures and footage for the scenes that wish for them, and gives them out in the
 * scenes' order, none twice. A scene for which nothing fits well is drawn.
 */
export function createAssetAgent(options: AssetAgentOptions): AssetAgent {
  const { media, ranker, environment = process.env, images = [], videos = [], sleep = wait } = options
  const chain = createProviderChain('media-search', media, { retries: 2 })
  const check = createMediaCheck(environment)
  const generation = createGeneration({ images, videos, check, sleep })
  return {
    name: 'mavs-assets',
    async source({ request, script }, context) {
      const scenes = script.scenes.filter((scene): scene is Illustrated => scene.media !== undefined)
      const providers = [...media, ...images, ...videos]
      const isAsked = providers.some(({ isRemote }) => !(isRemote && context.offline))
      if (scenes.length === 0 || !isAsked) {
        context.report(1, `${script.scenes.length} scenes are drawn; no picture is fetched`)
        return []
      }
      const { candidates, isReached } = await searchAll(scenes, request, chain, ranker, context)
      const assignment = new Assignment({ chain, check, context })
      const assets: Asset[] = []
      for (const [index, scene] of scenes.entries()) {
        const found = await assignment.assetsFor(scene, candidates[index]!)
        assets.push(...(found.length > 0 ? found : await generation.assetsFor(scene, request, context)))
        context.report(SEARCHED + ((1 - SEARCHED) * (index + 1)) / scenes.length, 'Fetching pictures')
      }
      if (isReached()) tellMissing(scenes.length, new Set(assets.map(({ sceneId }) => sceneId)).size, context)
      return assets
    },
  }
}

function tellMissing(wished: number, found: number, context: AgentContext): void {
  if (found === wished) return
  const message = `No picture fits ${wished - found} of the ${wished} scenes that wish for one; they are drawn.`
  context.warn({ reason: 'missing-asset', stage: 'asset_sourcing', message })
}

/** What each scene could show; `isReached` tells whether anybody could be asked. */
async function searchAll(
  scenes: readonly Illustrated[],
  request: VideoRequest,
  chain: ProviderChain<MediaSearchProvider>,
  ranker: MediaRanker,
  context: AgentContext,
): Promise<{ readonly candidates: readonly SceneCandidates[]; readonly isReached: () => boolean }> {
  const limit = pLimit(CONCURRENCY)
  const format = formatFor(request.quality, request.aspect_ratio)
  const hasFootage = chain.providers.some(({ kinds }) => kinds.includes('footage'))
  let done = 0
  let reached = false
  const search = async (scene: Illustrated): Promise<SceneCandidates> => {
    const { id: sceneId, narration, media } = scene
    const wish: Wish = { sceneId, narration, media, format, preferred: request.providers?.['media-search'] }
    const find = async (kind: MediaKind): Promise<readonly Candidate[]> => {
      try {
        const found = await findCandidates(kind, wish, chain, ranker, context)
        reached = true
        return found
      } catch (error) {
        return nothing(error, context)
      }
    }
    const isMoving = scene.media.kind === 'footage' && hasFootage
    const [footage, images] = isMoving ? [await find('footage'), undefined] : [[], await find('image')]
    context.report((SEARCHED * ++done) / scenes.length, 'Looking for pictures')
    return { footage, images: async () => images ?? find('image') }
  }
  const candidates = await Promise.all(scenes.map((scene) => limit(() => search(scene))))
  return { candidates, isReached: () => reached }
}

/** That no provider can be reached is told once, and no reason to make no video. */
function nothing(error: unknown, context: AgentContext): [] {
  context.signal.throwIfAborted()
  if (!VideoError.isInstance(error) || error.category !== 'provider') throw error
  const message = 'No provider of pictures could be reached; the scenes are drawn.'
  context.warn({ reason: 'missing-asset', stage: 'asset_sourcing', message })
  return []
}
