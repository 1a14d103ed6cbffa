import { VideoError, type AgentContext, type Asset, type MediaSearchProvider, type ProviderChain } from '@mavs/core'
import { cleanText, shorten } from '../research/prompt.ts'
import { checksumOfFile } from '../shared/checksum.ts'
import type { MediaCheck, MediaFacts } from './check-media.ts'
import type { Candidate } from './find-candidates.ts'

const FILE = 'media'

/** What is fetched, and for what. */
export interface Fetching {
  readonly chain: ProviderChain<MediaSearchProvider>
  readonly check: MediaCheck
  readonly context: AgentContext
}

/** A picture or clip with its file. */
export interface Fetched {
  readonly asset: Asset
  readonly checksum: string
}

/**
 * Fetches a candidate's file, once for all sessions, and decodes it; undefined when it cannot be had or is not whole: then the
 * next candidate is taken. `name` is the artifact's, without its ending.
 */
export async function fetchMedia(
  candidate: Candidate,
  scene: { readonly id: string; readonly name: string },
  fetching: Fetching,
): Promise<Fetched | undefined> {
  const { context } = fetching
  const found = await download(candidate, fetching)
  if (!found) return undefined
  const artifact = `assets/${scene.name}.${found.facts.ending}`
  await context.artifacts.adopt(artifact, found.file)
  const asset = assetOf(candidate, scene.id, artifact, found.facts)
  return { asset, checksum: await checksumOfFile(context.artifacts.path(artifact), context.signal) }
}

function assetOf({ item, provider, ...match }: Candidate, sceneId: string, artifact: string, facts: MediaFacts): Asset {
  return {
    sceneId,
    kind: item.kind,
    artifact,
    widthPx: facts.widthPx,
    heightPx: facts.heightPx,
    ...(facts.durationSeconds !== undefined && { durationSeconds: facts.durationSeconds }),
    ...(item.title && { title: shorten(cleanText(item.title), 200) }),
    ...(item.author && { author: shorten(cleanText(item.author), 80) }),
    licence: item.licence,
    ...(item.licenceUrl && { licenceUrl: item.licenceUrl }),
    ...(item.page && { page: item.page }),
    provider,
    id: item.id,
    reason: `best match ${match.score.toFixed(2)} of ${match.found} for “${match.query}”`,
  }
}

async function download(
  { item, provider: id }: Candidate,
  { chain, check, context }: Fetching,
): Promise<{ readonly file: string; readonly facts: MediaFacts } | undefined> {
  const provider = chain.providers.find((one) => one.id === id)!
  const call = {
    provider: `${provider.id}@${provider.version}`,
    operation: 'download',
    input: { id: item.id, file: item.file },
    isRemote: provider.isRemote,
  }
  try {
    const entry = await context.ledger.once<MediaFacts>(call, async (files) => {
      const path = files.path(FILE)
      await provider.download(item, path, { signal: context.signal })
      return check(item.kind, path, context.signal)
    })
    return { file: entry.file(FILE), facts: entry.value }
  } catch (error) {
    context.signal.throwIfAborted()
    if (VideoError.isInstance(error) && error.category === 'system') throw error
    const reason = error instanceof Error ? error.message : String(error)
    context.logger.warn({ provider: id, item: item.id, error: reason }, 'a picture or clip could not be used')
    return undefined
  }
}
