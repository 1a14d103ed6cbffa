import { createVendorClient, providerFailure, type ClipStatus, type VideoGenerationProvider } from '@mavs/core'
import { z } from 'zod'

/** Settings of Veo; its clips cost, so that they are made only where this is asked for. */
export const VideoGenerationOptions = z.strictObject({
  /** Default: `MAVS_GENERATE_VIDEOS=true`. */
  enabled: z.boolean().optional(),
  /** `GEMINI_API_KEY`. */
  apiKey: z.string().min(1).optional(),
  baseUrl: z.url().default('https://generativelanguage.googleapis.com'),
  /** `VEO_MODEL`. */
  model: z.string().min(1).optional(),
  timeoutMs: z.int().positive().default(60_000),
})
export type VideoGenerationOptions = z.input<typeof VideoGenerationOptions>

/** The model asked for when none is named. */
export const DEFAULT_VIDEO_MODEL = 'veo-3.1-fast-generate-preview'

const Begun = z.looseObject({ name: z.string().min(1) })
const Sample = z.looseObject({ video: z.looseObject({ uri: z.url() }) })
const Operation = z.looseObject({
  name: z.string(),
  done: z.boolean().optional(),
  error: z.looseObject({ message: z.string() }).optional(),
  response: z
    .looseObject({
      generateVideoResponse: z
        .looseObject({
          generatedSamples: z.array(Sample).optional(),
          raiMediaFilteredReasons: z.array(z.string()).optional(),
        })
        .optional(),
    })
    .optional(),
})

const LENGTHS = [4, 6, 8]
const CLIP_TIMEOUT_MS = 20 * 60_000
const MOST_BYTES = 200 * 1024 ** 2

/** Clips by Google's Veo, through the Gemini API; undefined unless they are asked for and there is a key. */
export function createVeo(
  options: VideoGenerationOptions,
  environment: Readonly<Record<string, string | undefined>>,
): VideoGenerationProvider | undefined {
  const { apiKey = environment.GEMINI_API_KEY, baseUrl, timeoutMs, ...rest } = VideoGenerationOptions.parse(options)
  if (!(rest.enabled ?? environment.MAVS_GENERATE_VIDEOS === 'true') || !apiKey) return undefined
  const model = rest.model ?? (environment.VEO_MODEL || DEFAULT_VIDEO_MODEL)
  const client = createVendorClient({
    provider: 'veo',
    baseUrl,
    headers: { 'x-goog-api-key': apiKey },
    timeoutMs,
    kindOf: (status, body) => (status === 400 && /API key not valid/i.test(body) ? 'key-refused' : undefined),
  })
  const look = (jobId: string, signal: AbortSignal) => client.json({ path: `/v1beta/${jobId}`, signal }, Operation)
  return {
    id: 'veo',
    version: '1',
    isRemote: true,
    model,
    product: `google/${model}`,
    lengths: LENGTHS,
    // A try is a whole clip, which takes minutes.
    limits: { concurrency: 2, timeoutMs: CLIP_TIMEOUT_MS, retries: 1 },
    diagnose: async () => [{ name: 'generated clips: veo', status: 'ok', message: `${model}, a key is set` }],
    async start({ prompt, widthPx, heightPx, seconds }, { signal }) {
      const parameters = {
        aspectRatio: heightPx > widthPx ? '9:16' : '16:9',
        durationSeconds: seconds,
        resolution: '720p',
      }
      const json = { instances: [{ prompt }], parameters }
      const { name } = await client.json({ path: `/v1beta/models/${model}:predictLongRunning`, json, signal }, Begun)
      return { jobId: name }
    },
    status: async (jobId, { signal }) => statusOf(await look(jobId, signal)),
    async download(jobId, path, { signal }) {
      const operation = await look(jobId, signal)
      const uri = operation.response?.generateVideoResponse?.generatedSamples?.[0]?.video.uri
      if (uri === undefined) {
        throw providerFailure({ provider: 'veo', kind: 'not-found', message: `veo has no clip of the job "${jobId}"` })
      }
      await client.download(uri, path, { signal, maxBytes: MOST_BYTES })
    },
    dispose: () => client.dispose(),
  }
}

function statusOf({ done, error, response }: z.output<typeof Operation>): ClipStatus {
  if (error) return { state: 'failed', reason: error.message }
  if (done !== true) return { state: 'working' }
  const { generatedSamples = [], raiMediaFilteredReasons = [] } = response?.generateVideoResponse ?? {}
  if (generatedSamples.length > 0) return { state: 'done', progress: 1 }
  return { state: 'failed', reason: raiMediaFilteredReasons[0] ?? 'it made no clip' }
}
