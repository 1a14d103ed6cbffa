import { Visual, type Word } from '@mavs/core'
import { BuiltInVisual, type BuiltInVisualInput } from '@mavs/render'
import { describe, expect, it } from 'vitest'
import { resolveCues } from '../../../packages/agents/src/assembly/cues.ts'
import { speak } from './example.ts'

const LEAD = 0.2
const resolve = (visual: BuiltInVisualInput, words: readonly Word[], sceneSeconds = 20) =>
  resolveCues(Visual.parse(visual), words, sceneSeconds)
const startOf = (words: readonly Word[], text: string) => words.find((word) => word.text.startsWith(text))!.startSeconds
const bullets = (...cues: (string | undefined)[]): BuiltInVisualInput => ({
  kind: 'bullets',
  headline: 'List',
  items: cues.map((cue, index) => ({ text: `Item ${index}`, cue })),
})

describe('resolveCues', () => {
  it('brings each element in just before its phrase is spoken', () => {
    const words = speak('Plants take in light, then water, and at last carbon dioxide from the air.')
    const cues = resolve(bullets('light', 'water', 'carbon dioxide'), words)
    expect(cues['items.0']).toBeCloseTo(startOf(words, 'light') - LEAD)
    expect(cues['items.1']).toBeCloseTo(startOf(words, 'water') - LEAD)
    expect(cues['items.2']).toBeCloseTo(startOf(words, 'carbon') - LEAD)
  })

  it('hears through capitals, accents, punctuation and hyphens', () => {
    const words = speak('First the “Café”, then solar-powered lamps.')
    const cues = resolve(bullets('cafe', 'Solar powered'), words)
    expect(cues['items.0']).toBeCloseTo(startOf(words, '“Café') - LEAD)
    expect(cues['items.1']).toBeCloseTo(startOf(words, 'solar') - LEAD)
  })

  it('gives the second element that asks for a word its second mention', () => {
    const words = speak('Water rises, water falls, and so on and on.')
    const cues = resolve(bullets('water', 'water'), words)
    expect(cues['items.1']).toBeCloseTo(words[2]!.startSeconds - LEAD)
  })

  it('finds a word by its beginning when it is not spoken alone', () => {
    const words = speak('We build turbines on the coast of the sea.')
    expect(resolve(bullets('turbine'), words)['items.0']).toBeCloseTo(startOf(words, 'turbines') - LEAD)
  })

  it('puts what is not spoken between its neighbours', () => {
    const words = speak('One comes first and much later comes three, we say.')
    const cues = resolve(bullets('one', 'two', 'three'), words)
    expect(cues['items.1']).toBeGreaterThan(cues['items.0']!)
    expect(cues['items.1']).toBeLessThan(cues['items.2']!)
  })

  it('brings a list in from its first element to its last, whatever is spoken first', () => {
    const words = speak('We drink the water only when the kettle boils, and then at last pour some tea for all of us.')
    const cues = resolve(bullets('kettle', 'water', 'tea'), words)
    expect(cues['items.0']).toBeLessThanOrEqual(cues['items.1']! - 0.3)
    expect(cues['items.2']).toBeCloseTo(startOf(words, 'tea') - LEAD)
  })

  it('does not leave a scene empty until its first phrase is spoken', () => {
    const words = speak('After a long introduction that goes on and on we come to light, and then also to water.')
    const cues = resolve(bullets('light', 'water'), words)
    expect(cues['items.0']).toBe(2)
    expect(cues['items.1']).toBeCloseTo(startOf(words, 'water') - LEAD)
    const figure = resolve({ kind: 'number', value: 7, label: 'seas', cue: 'light' }, words)
    expect(figure['value']).toBe(1.2)
  })

  it('lets a name over a statement wait for its word, and an answer for the time to think', () => {
    const words = speak('She looked at plate after plate of stars, and in the end Leavitt saw it.')
    const name = resolve({ kind: 'lower-third', text: 'Stars', name: 'Leavitt', cue: 'Leavitt' }, words)
    expect(name['value']).toBeCloseTo(startOf(words, 'Leavitt') - LEAD)
    const question = {
      kind: 'question' as const,
      text: 'Who?',
      options: [{ text: 'A' }, { text: 'B' }],
      pause: { seconds: 2, cue: 'stars' },
      answer: { option: 1, cue: 'Leavitt' },
    }
    const cues = resolve(BuiltInVisual.parse(question) as BuiltInVisualInput, words)
    expect(cues['pause']).toBeCloseTo(startOf(words, 'stars') - LEAD)
    expect(cues['answer']).toBeCloseTo(startOf(words, 'Leavitt') - LEAD)
  })

  it('lets a figure count up before it is spoken', () => {
    const words = speak('There are about seven seas.')
    const cues = resolve({ kind: 'number', value: 7, label: 'seas', cue: 'seven' }, words)
    expect(cues['value']).toBeCloseTo(startOf(words, 'seven') - 1)
  })

  it('names the figure of a number scene by "value", and sides by their names', () => {
    const words = speak('Nearly nine tenths of it lie under water.')
    const figure = resolve({ kind: 'number', value: 90, label: 'under water', cue: 'nine tenths' }, words)
    expect(Object.keys(figure)).toEqual(['value'])
    const side = (cue: string) => ({ label: cue, points: ['A point'], cue })
    const compared = resolve({ kind: 'comparison', headline: 'Two', left: side('nearly'), right: side('under') }, words)
    expect(Object.keys(compared)).toEqual(['left', 'right'])
  })

  it('marks the words that a statement picks out as they are spoken, or soon', () => {
    const words = speak('In the end every single fraction counts for someone.')
    const cueOf = (emphasis: string) => resolve({ kind: 'statement', text: `It ${emphasis}`, emphasis }, words).emphasis
    expect(cueOf('fraction')).toBeCloseTo(Math.min(2.4, startOf(words, 'fraction') - LEAD))
    expect(cueOf('matters')).toBeLessThanOrEqual(2.4)
  })

  it('leaves a list without any cue to the scene', () => {
    expect(resolve(bullets(undefined, undefined), speak('Nothing is asked for here.'))).toEqual({})
  })

  it('lets an element without a cue take its turn between those that have one', () => {
    const words = speak('Oaks and whales and yeast share one code.')
    const cues = resolve(bullets(undefined, 'whales', undefined), words)
    expect(cues['items.0']).toBeLessThan(cues['items.1']!)
    expect(cues['items.1']).toBeCloseTo(startOf(words, 'whales') - LEAD)
    expect(cues['items.2']).toBeGreaterThan(cues['items.1']!)
  })

  it('shows everything for at least a second, even when it is spoken last', () => {
    const words = speak('At the very end of this scene, comes light.')
    const end = words.at(-1)!.endSeconds
    expect(resolve(bullets('light'), words, end)['items.0']).toBeLessThanOrEqual(end - 1)
  })

  it('finds phrases in text without spaces', () => {
    const words = [{ text: '植物は光と水を使います。', startSeconds: 0, endSeconds: 6 }]
    const cues = resolve(bullets('光', '水'), words)
    expect(cues['items.0']).toBeGreaterThan(0.5)
    expect(cues['items.1']).toBeGreaterThan(cues['items.0']!)
  })

  it('spreads elements evenly over a silent scene', () => {
    expect(resolve(bullets('a', 'b'), [], 6)).toEqual({
      'items.0': expect.closeTo(2 - LEAD),
      'items.1': expect.closeTo(4 - LEAD),
    })
  })
})
