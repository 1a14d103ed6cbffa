import type { LanguageModelProvider } from '../ports/language-model.ts'
import type { MusicProvider } from '../ports/music.ts'
import type { Renderer } from '../ports/renderer.ts'
import type { SpeechProvider } from '../ports/speech.ts'

/** A speech provider of which only what a test sets does anything. */
export const fakeSpeech = (set: Partial<SpeechProvider> = {}): SpeechProvider => ({
  id: 'fake-speech',
  version: '1',
  isRemote: false,
  defaults: { neutral: 'fake', male: 'fake', female: 'fake' },
  voices: unset('voices'),
  synthesize: unset('synthesize'),
  ...set,
})

/** A music provider of which only what a test sets does anything. */
export const fakeMusic = (set: Partial<MusicProvider> = {}): MusicProvider => ({
  id: 'fake-music',
  version: '1',
  isRemote: false,
  compose: unset('compose'),
  ...set,
})

/** A language model provider of which only what a test sets does anything. */
export const fakeLanguageModel = (set: Partial<LanguageModelProvider> = {}): LanguageModelProvider => ({
  id: 'fake-language-model',
  version: '1',
  isRemote: true,
  model: 'fake',
  create: unset('create'),
  ...set,
})

/** A renderer of which only what a test sets does anything. */
export const fakeRenderer = (set: Partial<Renderer> = {}): Renderer => ({
  id: 'fake-renderer',
  version: '1',
  styles: ['professional'],
  checkVisual: async (visual) => visual,
  render: unset('render'),
  still: unset('still'),
  measure: unset('measure'),
  diagnose: unset('diagnose'),
  ...set,
})

const unset = (method: string) => async (): Promise<never> => {
  throw new Error(`${method} is not implemented`)
}
