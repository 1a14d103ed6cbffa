import { VideoError, type Speech, type SpeechProvider, type Word } from '@mavs/core'
import { speaks } from '../shared/voices.ts'
import { guardOf } from '../speech/guards.ts'
import { alignByExample, type Example, type Sound } from './by-example.ts'
import { alignByPauses } from './by-pauses.ts'

/** A recording of a text that is known. */
export interface Recorded extends Sound {
  readonly text: string
  readonly language: string
  /** The id of the provider that spoke it: it told no times, and will tell none. */
  readonly speaker: string
}

/** When each word of the text is heard. */
export interface Alignment {
  /** The text's words, split at white space. */
  readonly words: readonly Word[]
  /** Whether another voice's reading told the times; else pauses and the words' lengths did, which is less exact. */
  readonly isExact: boolean
}

/** Finds when the words of a recording are heard. The words are always those of the text, never what was understood. */
export interface WordAligner {
  /** What its answer depends on beside the recording; for the ledger. */
  readonly id: string
  align(recorded: Recorded, options: { readonly signal: AbortSignal }): Promise<Alignment>
}

const VERSION = '1'

/**
 * Makes an aligner whose examples are read by these providers: free ones on this machine, of which those count that
 * tell word times. Without one for a language, pauses have to do.
 */
export function createWordAligner(readers: readonly SpeechProvider[]): WordAligner {
  // Those that turned out to tell no word times; they are not asked to read again.
  const mute = new Set<SpeechProvider>()
  return {
    id: [`mavs-aligner@${VERSION}`, ...readers.map(({ id, version }) => `${id}@${version}`)].join('+'),
    async align(recorded, { signal }) {
      for (const reader of readers.filter((one) => one.id !== recorded.speaker && !mute.has(one))) {
        const speech = await read(recorded, reader, signal)
        if (speech && speech.words === undefined) mute.add(reader)
        const example = speech && exampleOf(speech, recorded.text)
        if (example) return { words: await alignByExample(recorded, example, signal), isExact: true }
      }
      return { words: alignByPauses(recorded.text, recorded), isExact: false }
    },
  }
}

/** A reading whose words are those of the text. */
function exampleOf({ words, samples, sampleRateHz }: Speech, text: string): Example | undefined {
  const isWhole = words?.length === text.split(/\s+/).filter((word) => word !== '').length
  return isWhole && samples.length > 0 ? { words, samples, sampleRateHz } : undefined
}

/** A provider's reading of the text; undefined when it cannot. */
async function read(recorded: Recorded, reader: SpeechProvider, signal: AbortSignal): Promise<Speech | undefined> {
  const { text, language } = recorded
  try {
    const able = (await reader.voices()).filter((voice) => speaks(voice, language))
    const voice = able.find(({ id }) => id === reader.defaults.neutral) ?? able[0]
    if (!voice) return undefined
    const request = { text, voice: voice.id, rate: 1, language }
    return await guardOf(reader).run((limited) => reader.synthesize(request, { signal: limited }), signal)
  } catch (error) {
    signal.throwIfAborted()
    if (VideoError.isInstance(error) && error.category === 'system') throw error
    return undefined
  }
}
