import { createVendorClient, definePlugin, TOKENS, type VideoGenerationProvider } from '@mavs/core'
import { z } from 'zod'

const Job = z.looseObject({ id: z.string().min(1) })
const Status = z.looseObject({
  state: z.enum(['working', 'done', 'failed']),
  progress: z.number().min(0).max(1).optional(),
  reason: z.string().optional(),
})

/** Where the maker is, and what it is asked with. */
export interface MakerOptions {
  readonly baseUrl: string
  readonly model: string
  readonly apiKey?: string | undefined
}

/**
 * Has clips made over HTTP: `POST /clips` answers with `{ id }`, `GET /clips/ID` with `{ state }`, and `GET /clips/ID/file`
 * with the MP4. Rename what yours calls otherwise.
 */
export function createMaker({ baseUrl, model, apiKey }: MakerOptions): VideoGenerationProvider {
  // Checks replies, gives every failure its kind, and keeps the key out of messages.
  const client = createVendorClient({
    provider: 'template-id',
    baseUrl,
    ...(apiKey === undefined ? {} : { headers: { authorization: `Bearer ${apiKey}` } }),
  })
  return {
    id: 'template-id',
    version: '1',
    isRemote: true,
    model,
    lengths: [4, 8],
    async start({ prompt, widthPx, heightPx, seconds }, { signal }) {
      const json = { model, prompt, width: widthPx, height: heightPx, seconds }
      return { jobId: (await client.json({ path: '/clips', json, signal }, Job)).id }
    },
    async status(jobId, { signal }) {
      const { state, progress, reason } = await client.json({ path: pathOf(jobId), signal }, Status)
      return { state, ...(progress !== undefined && { progress }), ...(reason !== undefined && { reason }) }
    },
    download: (jobId, path, { signal }) => client.download(`${baseUrl}${pathOf(jobId)}/file`, path, { signal }),
    dispose: () => client.dispose(),
  }
}

const pathOf = (jobId: string): string => `/clips/${encodeURIComponent(jobId)}`

export default definePlugin({
  name: 'mavs-plugin-template',
  version: '0.1.0',
  register: (registry) =>
    // Without an address it takes no part.
    registry.provide(TOKENS.videoGeneration, ({ environment }) => {
      const { CLIPS_BASE_URL: baseUrl, CLIPS_MODEL: model = 'default', CLIPS_API_KEY: apiKey } = environment
      return baseUrl ? createMaker({ baseUrl, model, apiKey }) : undefined
    }),
})
