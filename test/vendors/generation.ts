import { readFileSync } from 'node:fs'
import { startVendor, type Vendor } from '@mavs/core/testing'

/** `POST /v1/images/generations` of api.openai.com, for its GPT image models. */
export function startOpenAiImages(picture: Buffer): Promise<Vendor> {
  const error = (message: string, code: string | null, type = 'invalid_request_error') => ({
    error: { message, type, param: null, code },
  })
  return startVendor({
    errorBody: (status) => error(`Error ${status}`, status === 401 ? 'invalid_api_key' : null),
    respond({ url, headers, method, json }) {
      if (method !== 'POST' || url.pathname !== '/v1/images/generations')
        return { status: 404, body: error('Unknown request URL', 'unknown_url') }
      if (headers['authorization'] !== 'Bearer sk-test-key-0000')
        return { status: 401, body: error('Incorrect API key provided: sk-test-key-0000', 'invalid_api_key') }
      const { prompt, size, model, n, quality, output_format, ...rest } = json() as Record<string, unknown>
      const [width = 0, height = 0] = String(size).split('x').map(Number)
      const isSize = width % 16 === 0 && height % 16 === 0 && Math.max(width, height) <= 3 * Math.min(width, height)
      const isSound =
        typeof prompt === 'string' &&
        prompt.length <= 32_000 &&
        typeof model === 'string' &&
        Number(n) >= 1 &&
        Number(n) <= 10 &&
        /^(low|medium|high|auto)$/.test(String(quality)) &&
        /^(png|webp|jpeg)$/.test(String(output_format)) &&
        // GPT image models refuse `response_format`.
        Object.keys(rest).length === 0
      if (!isSize || !isSound) return { status: 400, body: error('Invalid value', 'invalid_value') }
      if ((prompt as string).includes('forbidden'))
        return {
          status: 400,
          body: error('Your request was rejected', 'moderation_blocked', 'image_generation_user_error'),
        }
      return { body: { created: 1, data: [{ b64_json: picture.toString('base64') }], output_format, size, quality } }
    },
  })
}

/** `predictLongRunning`, its operations and files of generativelanguage.googleapis.com, for Veo. */
export function startVeo(clip = readFileSync('examples/render/assets/waves.mp4')): Promise<Vendor> {
  let jobs = 0
  const asked = new Map<string, number>()
  const error = (code: number, message: string, status: string) => ({
    status: code,
    body: { error: { code, message, status } },
  })
  return startVendor({
    errorBody: (code) => ({ error: { code, message: `Error ${code}`, status: 'UNKNOWN' } }),
    respond({ url, headers, method, json }) {
      if (headers['x-goog-api-key'] !== 'gemini-test-key')
        return error(400, 'API key not valid. Please pass a valid API key.', 'INVALID_ARGUMENT')
      const here = `http://${headers['host']}`
      const model = /^\/v1beta\/models\/([\w.-]+):predictLongRunning$/.exec(url.pathname)?.[1]
      if (method === 'POST' && model !== undefined) {
        const { instances, parameters } = json() as {
          instances: { prompt: string }[]
          parameters: { aspectRatio: string; durationSeconds: number; resolution: string }
        }
        const isSound =
          instances.length === 1 &&
          instances[0]!.prompt.length > 0 &&
          ['16:9', '9:16'].includes(parameters.aspectRatio) &&
          [4, 6, 8].includes(parameters.durationSeconds) &&
          ['720p', '1080p', '4k'].includes(parameters.resolution)
        if (!isSound) return error(400, 'Invalid value', 'INVALID_ARGUMENT')
        jobs += 1
        const job = `models/${model}/operations/job-${jobs}${instances[0]!.prompt.includes('forbidden') ? '-filtered' : ''}`
        return { body: { name: job } }
      }
      const job = /^\/v1beta\/(models\/.+\/operations\/.+)$/.exec(url.pathname)?.[1]
      if (method === 'GET' && job !== undefined) {
        asked.set(job, (asked.get(job) ?? 0) + 1)
        if (asked.get(job)! < 3) return { body: { name: job } }
        const type = 'type.googleapis.com/google.ai.generativelanguage.v1beta.PredictLongRunningResponse'
        const answer = job.endsWith('filtered')
          ? { raiMediaFilteredCount: 1, raiMediaFilteredReasons: ['The prompt goes against the guidelines.'] }
          : { generatedSamples: [{ video: { uri: `${here}/v1beta/files/clip:download?alt=media` } }] }
        return { body: { name: job, done: true, response: { '@type': type, generateVideoResponse: answer } } }
      }
      if (url.pathname === '/v1beta/files/clip:download')
        return { headers: { 'content-type': 'video/mp4' }, body: clip }
      return error(404, 'not found', 'NOT_FOUND')
    },
  })
}
