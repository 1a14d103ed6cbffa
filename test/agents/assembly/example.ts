import {
  Narration,
  Research,
  Script,
  VideoRequest,
  type AssemblyInput,
  type SceneNarration,
  type VideoRequestInput,
  type Word,
} from '@mavs/core'

/** Words one after the other at an even pace, counted from the start of the recording. */
export function speak(text: string, charactersPerSecond = 14): Word[] {
  let at = 0
  return text
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => {
      const startSeconds = at
      at += (word.length + 1) / charactersPerSecond
      return { text: word, startSeconds, endSeconds: at }
    })
}

export const exampleRequest = (overrides: Partial<VideoRequestInput> = {}): VideoRequest =>
  VideoRequest.parse({ prompt: 'Explain how leaves make sugar', duration_preference: 12, quality: 'low', ...overrides })

export const exampleResearch = Research.parse({
  topic: 'Photosynthesis',
  summary: 'How leaves make sugar.',
  language: 'en',
  basis: { kind: 'brief', label: 'Built-in brief, reviewed 2026-11' },
  claims: [
    { id: 'sugar', text: 'Leaves make sugar from light, water and air.', sourceIds: ['book'] },
    { id: 'unused', text: 'Something that no scene says.', sourceIds: ['other'] },
  ],
  sources: [
    { id: 'book', title: 'Biology', publisher: 'A Press', published: '2020', url: 'https://example.org/biology' },
    { id: 'other', title: 'Another book' },
  ],
})

export const exampleScript = Script.parse({
  title: 'How leaves make sugar',
  language: 'en',
  basis: exampleResearch.basis,
  scenes: [
    {
      id: 'opening',
      headline: 'Leaves make sugar',
      narration: 'Every leaf is a small factory.',
      visual: { kind: 'title', headline: 'Leaves make sugar', icon: 'leaf' },
    },
    {
      id: 'inputs',
      headline: 'What goes in',
      narration: 'It takes in light, then water, and at last carbon dioxide.',
      claimIds: ['sugar'],
      visual: {
        kind: 'bullets',
        headline: 'What goes in',
        items: [
          { text: 'Sunlight', cue: 'light' },
          { text: 'Water', cue: 'water' },
          { text: 'Air', cue: 'carbon dioxide' },
        ],
      },
    },
    {
      id: 'credits',
      headline: 'Sources',
      narration: '',
      holdSeconds: 4,
      visual: { kind: 'credits', headline: 'Sources', basis: exampleResearch.basis.label, sources: [] },
    },
  ],
})

/** The script as if it had been spoken, with some air around each recording. */
export function narrate(script: Script, extras: Partial<Narration> = {}): Narration {
  const scenes = script.scenes.map((scene): SceneNarration => {
    const words = speak(scene.narration)
    const speechSeconds = words.at(-1)?.endSeconds ?? 0
    const isSpoken = words.length > 0
    return {
      sceneId: scene.id,
      durationSeconds: isSpoken ? 0.3 + speechSeconds + 0.4 : (scene.holdSeconds ?? 4),
      speechStartSeconds: isSpoken ? 0.3 : 0,
      speechSeconds,
      ...(isSpoken ? { audio: `audio/${scene.id}.wav` } : {}),
      words,
    }
  })
  const durationSeconds = scenes.reduce((sum, scene) => sum + scene.durationSeconds, 0)
  return Narration.parse({ provider: 'flite', voice: 'rms', rate: 1, scenes, durationSeconds, ...extras })
}

export const exampleMusic = { provider: 'composer', artifact: 'audio/music.wav', description: 'Composed, seed 7' }

export function exampleInput(overrides: Partial<AssemblyInput> = {}): AssemblyInput {
  return {
    request: exampleRequest(),
    script: exampleScript,
    assets: [],
    narration: narrate(exampleScript, { music: exampleMusic }),
    ...overrides,
  }
}
