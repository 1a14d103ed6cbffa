// Makes a video over the REST API with nothing but fetch: node javascript.mjs "How bees find their way home"
import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { setTimeout as delay } from 'node:timers/promises'

const { MAVS_SERVER: server = 'http://127.0.0.1:8000', MAVS_API_KEY: key } = process.env
const [prompt = 'How bees find their way home'] = process.argv.slice(2)

const ask = async (path, options = {}) => {
  const headers = { 'Content-Type': 'application/json', ...(key && { 'X-API-Key': key }), ...options.headers }
  const response = await fetch(server + path, { ...options, headers })
  if (response.ok) return response
  throw new Error(`${response.status}: ${(await response.json()).detail}`)
}

const request = { prompt, duration_preference: 10, quality: 'low' }
// With a key for this request, sending it twice makes one video.
const headers = { 'Idempotency-Key': crypto.randomUUID() }
let session = await (await ask('/videos/generate', { method: 'POST', body: JSON.stringify(request), headers })).json()

while (session.status === 'queued' || session.status === 'processing') {
  await delay(2000)
  session = await (await ask(`/videos/${session.session_id}/status`)).json()
  console.log(`${session.status}, ${session.stage}, ${Math.round(session.progress * 100)}%`)
}
if (session.status !== 'completed') throw new Error(`${session.status}: ${session.error_message}`)

const video = await ask(`/videos/${session.session_id}/download`)
await pipeline(video.body, createWriteStream('javascript.mp4'))
console.log('javascript.mp4')
