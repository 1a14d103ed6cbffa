import type {
  AgentContext,
  MediaItem,
  MediaKind,
  MediaQuery,
  MediaRanker,
  MediaSearchProvider,
  ProviderChain,
  SceneMedia,
  VideoFormat,
} from '@mavs/core'
import { LEAST_SCORE } from '../media-search/rank.ts'

/** What a scene needs a picture or clip for. */
export interface Wish {
  readonly sceneId: string
  readonly narration: string
  readonly media: SceneMedia
  readonly format: VideoFormat
  /** The provider that the request asks for. */
  readonly preferred?: string | undefined
}

/** A picture or clip that fits, with how well and among how many. */
export interface Candidate {
  readonly provider: string
  readonly item: MediaItem
  readonly score: number
  readonly query: string
  readonly found: number
}

const RESULTS = 20
/** So many are enough to choose from; else the next query is asked. */
const ENOUGH: Readonly<Record<MediaKind, number>> = { image: 3, footage: 6 }
/** A picture may be scaled up by a half: a slow move over it hides that. */
const LEAST_SHARE = 0.66

/** Asks for a scene's queries, the most telling first, until there is enough to choose from. */
export async function findCandidates(
  kind: MediaKind,
  { sceneId, narration, media, format, preferred }: Wish,
  chain: ProviderChain<MediaSearchProvider>,
  ranker: MediaRanker,
  context: AgentContext,
): Promise<readonly Candidate[]> {
  const candidates: Candidate[] = []
  for (const query of media.queries) {
    const answer = await ask(queryFor(kind, query, media, format), { sceneId, preferred }, chain, context)
    if (!answer) continue
    const fitting = answer.items.filter((item) => fits(item, kind, format))
    const scores = await ranker.rank({ query, narration }, fitting)
    const ranked = fitting
      .map((item, at) => ({ provider: answer.provider, item, score: scores[at]!, query, found: answer.items.length }))
      .filter(({ score }) => score >= LEAST_SCORE)
      // Ties go by id, so that another order of the same answers changes nothing.
      .toSorted((one, other) => other.score - one.score || (one.item.id < other.item.id ? -1 : 1))
    candidates.push(...ranked)
    if (candidates.length >= ENOUGH[kind]) break
  }
  return candidates
}

const queryFor = (
  kind: MediaKind,
  query: string,
  { language }: SceneMedia,
  { widthPx, heightPx }: VideoFormat,
): MediaQuery => ({
  query,
  kind,
  orientation: widthPx > heightPx ? 'landscape' : widthPx < heightPx ? 'portrait' : 'square',
  minWidthPx: Math.round(widthPx * LEAST_SHARE),
  minHeightPx: Math.round(heightPx * LEAST_SHARE),
  language,
  count: RESULTS,
})

const fits = ({ kind, widthPx, heightPx }: MediaItem, wanted: MediaKind, format: VideoFormat): boolean =>
  kind === wanted && widthPx >= format.widthPx * LEAST_SHARE && heightPx >= format.heightPx * LEAST_SHARE

async function ask(
  query: MediaQuery,
  { sceneId, preferred }: Pick<Wish, 'sceneId' | 'preferred'>,
  chain: ProviderChain<MediaSearchProvider>,
  context: AgentContext,
): Promise<{ readonly provider: string; readonly items: readonly MediaItem[] } | undefined> {
  const answer = await chain.ask<readonly MediaItem[]>(
    {
      stage: 'asset_sourcing',
      what: `${query.kind === 'image' ? 'a picture' : 'footage'} of “${query.query}”`,
      sceneId,
      preferred,
      unfit: ({ kinds }) => (kinds.includes(query.kind) ? undefined : `it has no ${query.kind}`),
      isEmpty: (items) => items.length === 0,
      call: (provider, signal) => searchOnce(provider, query, signal, context),
    },
    context,
  )
  return answer && { provider: answer.provider.id, items: answer.result }
}

async function searchOnce(
  provider: MediaSearchProvider,
  query: MediaQuery,
  signal: AbortSignal,
  context: AgentContext,
): Promise<readonly MediaItem[]> {
  const call = {
    provider: `${provider.id}@${provider.version}`,
    operation: 'search-media',
    input: query,
    scope: context.sessionId,
    isRemote: provider.isRemote,
  }
  const entry = await context.ledger.once(call, async () => [...(await provider.search(query, { signal }))])
  return entry.value
}
