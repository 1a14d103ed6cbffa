import { formatFor } from '../domain/quality.ts'
import { Manifest } from '../domain/delivery.ts'
import { VideoRequest, type VideoRequestInput } from '../domain/request.ts'
import { Research } from '../domain/research.ts'
import { Script } from '../domain/script.ts'
import { seedOfRequest } from '../domain/seed.ts'
import { Narration } from '../domain/narration.ts'
import { Timeline } from '../domain/timeline.ts'

/** A request that every agent can serve: short, small, English. */
export function sampleRequest(changes: Partial<VideoRequestInput> = {}): VideoRequest {
  const request = VideoRequest.parse({
    prompt: 'Explain how the water cycle works',
    duration_preference: 10,
    quality: 'low',
    ...changes,
  })
  return { ...request, seed: seedOfRequest(request) }
}

const basis = { kind: 'brief', label: 'Sample, for tests' } as const

/** What a research agent may answer to the sample request. */
export const sampleResearch = (): Research =>
  Research.parse({
    topic: 'The water cycle',
    summary: 'Water evaporates, condenses and falls again.',
    language: 'en',
    basis,
    claims: [{ id: 'sun', text: 'The sun drives the water cycle.', sourceIds: ['usgs'] }],
    sources: [{ id: 'usgs', title: 'The Water Cycle', publisher: 'U.S. Geological Survey', readOn: '2026-11' }],
  })

/** What a script agent may answer to the sample research. */
export const sampleScript = (): Script =>
  Script.parse({
    title: 'The water cycle',
    language: 'en',
    basis,
    scenes: [
      {
        id: 'opening',
        headline: 'The water cycle',
        narration: 'Water never stands still.',
        visual: { kind: 'title', headline: 'The water cycle' },
      },
      {
        id: 'sun',
        headline: 'Driven by the sun',
        narration: 'The sun lifts it into the sky.',
        claimIds: ['sun'],
        visual: { kind: 'statement', text: 'The sun drives it' },
      },
      {
        id: 'credits',
        headline: 'Sources',
        narration: '',
        holdSeconds: 4,
        visual: { kind: 'credits', headline: 'Sources', basis: basis.label, sources: [{ title: 'The Water Cycle' }] },
      },
    ],
  })

/** Artifact keys of the sound files that the sample narration names. */
export const SAMPLE_SOUNDS = ['audio/opening.wav', 'audio/sun.wav'] as const

/** What an audio agent may answer to the sample script. */
export function sampleNarration(): Narration {
  const scenes = sampleScript().scenes.map((scene) => {
    if (scene.narration === '') {
      return { sceneId: scene.id, durationSeconds: 4, speechStartSeconds: 0, speechSeconds: 0, words: [] }
    }
    const words = scene.narration.split(' ').map((text, index) => ({
      text,
      startSeconds: 0.3 * index,
      endSeconds: 0.3 * index + 0.25,
    }))
    const speechSeconds = 0.3 * words.length
    const audio = `audio/${scene.id}.wav`
    return { sceneId: scene.id, durationSeconds: 3, speechStartSeconds: 0.4, speechSeconds, audio, words }
  })
  return Narration.parse({ provider: 'sample', voice: 'sample', rate: 1, scenes, durationSeconds: 10 })
}

/** What an assembly agent may lay out from the sample narration. */
export function sampleTimeline(): Timeline {
  const narration = sampleNarration()
  let startSeconds = 0
  const scenes = sampleScript().scenes.map((scene, index) => {
    const endSeconds = startSeconds + narration.scenes[index]!.durationSeconds
    const clip = { id: scene.id, startSeconds, endSeconds, visual: scene.visual }
    startSeconds = endSeconds
    return clip
  })
  return Timeline.parse({
    version: 1,
    title: 'The water cycle',
    format: formatFor('low', '16:9'),
    durationSeconds: 10,
    style: 'professional',
    seed: 1,
    tracks: { scenes },
  })
}

/** What a finalizing agent may tell of the sample timeline's video. */
export function sampleManifest(): Manifest {
  const { title, seed, durationSeconds, format, tracks } = sampleTimeline()
  const { claims, sources } = sampleResearch()
  const { frameRate, ...size } = format
  const video = { codec: 'h264', profile: 'High', pixelFormat: 'yuv420p', colour: 'bt709', ...size, frameRate }
  const audio = { codec: 'aac', sampleRateHz: 48_000, channels: 2, loudnessLufs: -16, truePeakDbtp: -3 }
  return Manifest.parse({
    version: 1,
    title,
    request: {},
    seed,
    basis,
    versions: { sample: '1.0.0' },
    choices: [],
    usage: [],
    providers: { speech: 'sample', renderer: 'sample' },
    scenes: tracks.scenes.map(({ id, startSeconds, endSeconds }) => ({
      id,
      headline: id,
      startSeconds,
      endSeconds,
      claimIds: [],
    })),
    claims,
    sources,
    assets: [],
    checksums: {},
    measurement: {
      container: 'mp4',
      faststart: true,
      sizeBytes: 18,
      durationSeconds,
      video: { ...video, frames: durationSeconds * frameRate, endSeconds: durationSeconds },
      audio: { ...audio, endSeconds: durationSeconds },
      black: [],
      frozen: [],
      silent: [],
    },
    checks: [],
    warnings: [],
  })
}

/** A mono WAV of silence, 16 bit. */
export function silentWav(durationSeconds: number, sampleRateHz = 16_000): Buffer {
  const dataBytes = Math.round(durationSeconds * sampleRateHz) * 2
  const header = Buffer.alloc(44)
  header.write('RIFF', 0)
  header.writeUInt32LE(36 + dataBytes, 4)
  header.write('WAVEfmt ', 8)
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(1, 20)
  header.writeUInt16LE(1, 22)
  header.writeUInt32LE(sampleRateHz, 24)
  header.writeUInt32LE(sampleRateHz * 2, 28)
  header.writeUInt16LE(2, 32)
  header.writeUInt16LE(16, 34)
  header.write('data', 36)
  header.writeUInt32LE(dataBytes, 40)
  return Buffer.concat([header, Buffer.alloc(dataBytes)])
}
