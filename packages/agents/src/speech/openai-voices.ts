import type { Voice } from '@mavs/core'

/** What the vendor's guide lists: the languages of its transcription, for every voice. */
const LANGUAGES =
  'en af ar hy az be bs bg ca zh hr cs da nl et fi fr gl de el he hi hu is id it ja kn kk ko lv lt mk ms mr mi ne no fa pl ' +
  'pt ro ru sr sk sl es sw sv tl ta th tr uk ur vi cy'

/** Newer voices first: the guide recommends marin and cedar. It does not say who is a man or a woman; ears did. */
const NEW_VOICES: readonly (readonly [id: string, gender: Voice['gender'], description: string])[] = [
  ['marin', 'female', 'natural, clear'],
  ['cedar', 'male', 'natural, warm'],
  ['ballad', 'male', 'expressive'],
  ['verse', 'male', 'bright'],
]
const OLD_VOICES: typeof NEW_VOICES = [
  ['alloy', 'neutral', 'balanced'],
  ['ash', 'male', 'calm'],
  ['coral', 'female', 'friendly'],
  ['echo', 'male', 'warm'],
  ['fable', 'neutral', 'storytelling, British'],
  ['nova', 'female', 'bright'],
  ['onyx', 'male', 'deep'],
  ['sage', 'female', 'gentle'],
  ['shimmer', 'female', 'light'],
]

/** The voices of a model: those of the first generation do not have the newer ones. */
export function openAiVoices(model: string): readonly Voice[] {
  const voices = isFirstGeneration(model) ? OLD_VOICES : [...NEW_VOICES, ...OLD_VOICES]
  const languages = LANGUAGES.split(' ')
  return voices.map(([id, gender, description]) => ({ id, gender, description, languages }))
}

/** Which voice speaks for "neutral", "male" and "female". */
export const openAiDefaults = (model: string) =>
  isFirstGeneration(model)
    ? { neutral: 'alloy', male: 'onyx', female: 'nova' }
    : { neutral: 'marin', male: 'cedar', female: 'marin' }

const isFirstGeneration = (model: string): boolean => /^tts-1\b/.test(model)
