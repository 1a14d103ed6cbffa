import {
  createProviderChain,
  formatFor,
  VideoError,
  type AgentContext,
  type Asset,
  type AssetAgent,
  type MediaRanker,
  type MediaSearchProvider,
  type ProviderChain,
  type Scene,
  type SceneMedia,
  type VideoRequest,
} from '@mavs/core'
import pLimit from 'p-limit'
import { fetchPicture } from './fetch-picture.ts'
import { findCandidates, type Candidate, type Wish } from './find-candidates.ts'

/** What the asset agent is made of. */
export interface AssetAgentOptions {
  /** First choice first; none: every scene is drawn. */
  readonly media: readonly MediaSearchProvider[]
  readonly ranker: MediaRanker
}

/** Scenes that are searched for at once. */
const CONCURRENCY = 4
/** Shares of the stage's progress: searching, then fetching. */
const SEARCHED = 0.5

type Illustrated = Scene & { readonly media: SceneMedia }

/**
 * The built-in asset agent: looks for a picture for each scene that wishes for one, and gives them out in the scenes' order,
 * none twice. A scene for which nothing fits well is drawn.
 */
export function createAssetAgent({ media, ranker }: AssetAgentOptions): AssetAgent {
  const chain = createProviderChain('media-search', media, { retries: 2 })
  return {
    name: 'mavs-assets',
    async source({ request, script }, context) {
      const scenes = script.scenes.filter((scene): scene is Illustrated => scene.media !== undefined)
      const isAsked = chain.providers.some(({ isRemote }) => !(isRemote && context.offline))
      if (scenes.length === 0 || !isAsked) {
        context.report(1, `${script.scenes.length} scenes are drawn; no picture is fetched`)
        return []
      }
      const candidates = await searchAll(scenes, request, chain, ranker, context)
      const assets = await assign(scenes, candidates, chain, context)
      if (candidates.some((found) => found !== undefined)) tellMissing(scenes.length, assets.length, context)
      return assets
    },
  }
}

function tellMissing(wished: number, found: number, context: AgentContext): void {
  if (found === wished) return
  const message = `No picture fits ${wished - found} of the ${wished} scenes that wish for one; they are drawn.`
  context.warn({ reason: 'missing-asset', stage: 'asset_sourcing', message })
}

/** What each scene could show, best first; undefined where nobody could be asked. */
async function searchAll(
  scenes: readonly Illustrated[],
  request: VideoRequest,
  chain: ProviderChain<MediaSearchProvider>,
  ranker: MediaRanker,
  context: AgentContext,
): Promise<(readonly Candidate[] | undefined)[]> {
  const limit = pLimit(CONCURRENCY)
  const format = formatFor(request.quality, request.aspect_ratio)
  let done = 0
  const search = async (scene: Illustrated): Promise<readonly Candidate[] | undefined> => {
    const { id: sceneId, narration, media } = scene
    const wish: Wish = { sceneId, narration, media, format, preferred: request.providers?.['media-search'] }
    const found = await findCandidates(wish, chain, ranker, context).catch((error: unknown) => nothing(error, context))
    context.report((SEARCHED * ++done) / scenes.length, 'Looking for pictures')
    return found
  }
  return Promise.all(scenes.map((scene) => limit(() => search(scene))))
}

/** That no provider can be reached is told once, and no reason to make no video. */
function nothing(error: unknown, context: AgentContext): undefined {
  context.signal.throwIfAborted()
  if (!VideoError.isInstance(error) || error.category !== 'provider') throw error
  const message = 'No provider of pictures could be reached; the scenes are drawn.'
  context.warn({ reason: 'missing-asset', stage: 'asset_sourcing', message })
}

/** Gives each scene the best picture that no scene before it has, and whose file is whole. */
async function assign(
  scenes: readonly Illustrated[],
  candidates: readonly (readonly Candidate[] | undefined)[],
  chain: ProviderChain<MediaSearchProvider>,
  context: AgentContext,
): Promise<Asset[]> {
  const assets: Asset[] = []
  const used = new Set<string>()
  for (const [index, scene] of scenes.entries()) {
    const asset = await firstWhole(scene, candidates[index] ?? [], used, chain, context)
    if (asset) assets.push(asset)
    context.report(SEARCHED + ((1 - SEARCHED) * (index + 1)) / scenes.length, 'Fetching pictures')
  }
  return assets
}

async function firstWhole(
  scene: Illustrated,
  candidates: readonly Candidate[],
  used: Set<string>,
  chain: ProviderChain<MediaSearchProvider>,
  context: AgentContext,
): Promise<Asset | undefined> {
  for (const candidate of candidates) {
    const names = [`${candidate.provider} ${candidate.item.id}`, candidate.item.page ?? candidate.item.file]
    if (names.some((name) => used.has(name))) continue
    const fetched = await fetchPicture(candidate, scene.id, chain, context)
    if (fetched === undefined || used.has(fetched.checksum)) continue
    for (const name of [...names, fetched.checksum]) used.add(name)
    context.usage.chose({
      port: 'media',
      provider: candidate.provider,
      sceneId: scene.id,
      reason: fetched.asset.reason!,
    })
    return fetched.asset
  }
  return undefined
}
