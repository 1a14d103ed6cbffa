import { VideoError, type AgentContext, type Asset, type MediaSearchProvider, type ProviderChain } from '@mavs/core'
import { checkPicture } from '@mavs/render'
import { cleanText, shorten } from '../research/prompt.ts'
import { checksumOfFile } from '../shared/checksum.ts'
import type { Candidate } from './find-candidates.ts'

const FILE = 'picture'
/** What a picture of a type is called. */
const ENDINGS: Readonly<Record<string, string>> = { jpg: 'jpg', jpeg: 'jpg', png: 'png', webp: 'webp' }

interface Picture {
  readonly type: string
  readonly widthPx: number
  readonly heightPx: number
}

/**
 * Fetches a candidate's file, once for all sessions, and decodes it; undefined when it cannot be had or is no whole picture:
 * then the next candidate is taken.
 */
export async function fetchPicture(
  candidate: Candidate,
  sceneId: string,
  chain: ProviderChain<MediaSearchProvider>,
  context: AgentContext,
): Promise<{ readonly asset: Asset; readonly checksum: string } | undefined> {
  const { item, provider } = candidate
  const found = await download(candidate, chain, context)
  if (!found) return undefined
  const artifact = `assets/${sceneId}.${ENDINGS[found.picture.type]}`
  await context.artifacts.adopt(artifact, found.file)
  const asset: Asset = {
    sceneId,
    kind: 'image',
    artifact,
    widthPx: found.picture.widthPx,
    heightPx: found.picture.heightPx,
    ...(item.title && { title: shorten(cleanText(item.title), 200) }),
    ...(item.author && { author: shorten(cleanText(item.author), 80) }),
    licence: item.licence,
    ...(item.licenceUrl && { licenceUrl: item.licenceUrl }),
    ...(item.page && { page: item.page }),
    provider,
    id: item.id,
    reason: `best match ${candidate.score.toFixed(2)} of ${candidate.found} for “${candidate.query}”`,
  }
  return { asset, checksum: await checksumOfFile(context.artifacts.path(artifact), context.signal) }
}

async function download(
  { item, provider: id }: Candidate,
  chain: ProviderChain<MediaSearchProvider>,
  context: AgentContext,
): Promise<{ readonly file: string; readonly picture: Picture } | undefined> {
  const provider = chain.providers.find((one) => one.id === id)!
  const call = {
    provider: `${provider.id}@${provider.version}`,
    operation: 'download',
    input: { id: item.id, file: item.file },
    isRemote: provider.isRemote,
  }
  try {
    const entry = await context.ledger.once<Picture>(call, async (files) => {
      const path = files.path(FILE)
      await provider.download(item, path, { signal: context.signal })
      return requireShown(await checkPicture(path))
    })
    return { file: entry.file(FILE), picture: entry.value }
  } catch (error) {
    context.signal.throwIfAborted()
    if (VideoError.isInstance(error) && error.category === 'system') throw error
    const reason = error instanceof Error ? error.message : String(error)
    context.logger.warn({ provider: id, item: item.id, error: reason }, 'a picture could not be used')
    return undefined
  }
}

/** Drawings and animations from strangers are left out. */
function requireShown(picture: Picture): Picture {
  if (ENDINGS[picture.type]) return picture
  throw new VideoError('PROVIDER_FAILED', `a picture of the type ${picture.type} is not used`)
}
