import type { SpeechProvider, Voice } from '@mavs/core'
import { fakeSpeech } from '@mavs/core/testing'
import { describe, expect, it } from 'vitest'
import { createAudioAgent } from '../../../packages/agents/src/audio/audio-agent.ts'

const provider = (id: string, languages: readonly string[], set: Partial<SpeechProvider> = {}): SpeechProvider => {
  const voice: Voice = { id: `${id}-voice`, description: id, gender: 'neutral', languages }
  const defaults = { neutral: voice.id, male: voice.id, female: voice.id }
  return fakeSpeech({ id, voices: async () => [voice], defaults, ...set })
}
const told = async (speech: readonly SpeechProvider[], offline = false) =>
  (await createAudioAgent({ speech, music: [] }).diagnose!({ offline })).map(
    ({ name, status, message }) => `${name} [${status}] ${message}`,
  )

const plain = provider('plain', ['en'])
const natural = provider('natural', ['en', 'de', 'fr'], { quality: 'natural', isRemote: true })
const robot = provider('robot', ['en', 'de', 'tlh', 'fi'], { quality: 'robotic' })

describe('the audio agent’s diagnosis', () => {
  it('tells which voice speaks by default and why, for English and for the other languages', async () => {
    expect(await told([robot, plain, natural])).toEqual([
      'voice [ok] natural natural-voice speaks English: the best of 3 providers that speak English: its voices are natural',
      'voice: other languages [ok] natural: German, French; robot: Klingon, Finnish',
    ])
  })

  it('says what to do for a better voice, and for other languages', async () => {
    const rows = await createAudioAgent({ speech: [plain], music: [] }).diagnose!({ offline: false })
    expect(rows[0]).toMatchObject({ message: expect.stringContaining('needs no key'), status: 'ok' })
    expect(rows[0]!.remedy).toMatch(/OPENAI_API_KEY.*@mavs\/plugin-kokoro/)
    expect(rows[1]!.remedy).toMatch(/@mavs\/plugin-espeak/)
  })

  it('names those that are passed over, and asks nothing of the network when offline', async () => {
    const asked = { ...natural, voices: async () => Promise.reject(new Error('asked')) }
    expect(await told([plain, asked], true)).toContain('voice: natural [warning] passed over: the system is offline')
    expect(await told([plain, asked])).toContain('voice: natural [warning] passed over: asked')
  })

  it('is a failure when nobody can speak', async () => {
    expect(await told([])).toEqual([expect.stringMatching(/^voice \[failed\] no speech provider is loaded/)])
  })
})
