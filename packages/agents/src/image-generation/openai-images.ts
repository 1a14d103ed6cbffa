import { writeFile } from 'node:fs/promises'
import { createVendorClient, type ImageGenerationProvider } from '@mavs/core'
import { z } from 'zod'

/** Settings of OpenAI's images; they cost, so that they are made only where this is asked for. */
export const ImageGenerationOptions = z.strictObject({
  /** Default: `MAVS_GENERATE_IMAGES=true`. */
  enabled: z.boolean().optional(),
  /** `OPENAI_API_KEY`. */
  apiKey: z.string().min(1).optional(),
  baseUrl: z.url().default('https://api.openai.com/v1'),
  /** `OPENAI_IMAGE_MODEL`. */
  model: z.string().min(1).optional(),
  quality: z.enum(['low', 'medium', 'high']).default('medium'),
  timeoutMs: z.int().positive().default(180_000),
})
export type ImageGenerationOptions = z.input<typeof ImageGenerationOptions>

/** The model asked for when none is named. */
export const DEFAULT_IMAGE_MODEL = 'gpt-image-2.5-flare'

const Answer = z.looseObject({ data: z.array(z.looseObject({ b64_json: z.string().min(1) })).min(1) })

/** Its pictures have sides of multiples of 16 pixels; this is the longer one. */
const LONG_SIDE_PX = 1536
const GRID_PX = 16

/** Pictures by OpenAI's models; undefined unless they are asked for and there is a key. */
export function createOpenAiImages(
  options: ImageGenerationOptions,
  environment: Readonly<Record<string, string | undefined>>,
): ImageGenerationProvider | undefined {
  const {
    apiKey = environment.OPENAI_API_KEY,
    baseUrl,
    quality,
    timeoutMs,
    ...rest
  } = ImageGenerationOptions.parse(options)
  if (!(rest.enabled ?? environment.MAVS_GENERATE_IMAGES === 'true') || !apiKey) return undefined
  const model = rest.model ?? (environment.OPENAI_IMAGE_MODEL || DEFAULT_IMAGE_MODEL)
  const client = createVendorClient({
    provider: 'openai-images',
    baseUrl,
    headers: { authorization: `Bearer ${apiKey}` },
    timeoutMs,
    kindOf: (_, body) =>
      /moderation_blocked|content_policy_violation/.test(body)
        ? 'refused-content'
        : /insufficient_quota|billing_hard_limit/.test(body)
          ? 'quota'
          : undefined,
  })
  return {
    id: 'openai-images',
    version: '1',
    isRemote: true,
    model,
    product: `openai/${model}`,
    limits: { concurrency: 2, timeoutMs, retries: 2 },
    diagnose: async () => [{ name: 'generated pictures: openai', status: 'ok', message: `${model}, a key is set` }],
    async generate({ prompt, widthPx, heightPx }, path, { signal }) {
      const json = { model, prompt, quality, size: sizeFor(widthPx, heightPx), output_format: 'jpeg', n: 1 }
      const { data } = await client.json({ path: '/images/generations', json, signal }, Answer)
      await writeFile(path, Buffer.from(data[0]!.b64_json, 'base64'))
    },
    dispose: () => client.dispose(),
  }
}

/** "1536x864" for 16:9. */
function sizeFor(widthPx: number, heightPx: number): string {
  const scale = LONG_SIDE_PX / Math.max(widthPx, heightPx)
  const side = (px: number) => Math.round((px * scale) / GRID_PX) * GRID_PX
  return `${side(widthPx)}x${side(heightPx)}`
}
