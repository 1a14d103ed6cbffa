import { VideoError, type VideoRequestInput } from '@mavs/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStudio, type Studio } from './studio.ts'

let studio: Studio
beforeAll(async () => {
  studio = await openStudio({ worker: false })
})
afterAll(() => studio.close())

const prompt = 'Create a video about artificial intelligence'

describe('a request that cannot become a video', () => {
  it.each<[what: string, request: Record<string, unknown>, says: RegExp]>([
    ['a prompt that is too short', { prompt: 'Too short' }, /: Prompt must be between 10 and 2000 characters/],
    ['a prompt that is too long', { prompt: 'x'.repeat(2001) }, /: Prompt must be between 10 and 2000/],
    ['a duration under 10 seconds', { prompt, duration_preference: 9 }, /duration_preference.*10.*got 9/],
    ['a duration over 600 seconds', { prompt, duration_preference: 601 }, /duration_preference.*600.*got 601/],
    ['a duration that is not whole', { prompt, duration_preference: 12.5 }, /duration_preference.*got 12\.5/],
    ['an unknown style', { prompt, style: 'noir' }, /style.*professional.*got "noir"/],
    ['an unknown quality', { prompt, quality: '8k' }, /quality.*ultra.*got "8k"/],
    ['an unknown voice', { prompt, voice_preference: 'rmss' }, /rmss.*rms/s],
    ['an unknown option', { prompt, colour: 'red' }, /colour/],
    ['a script without words', { prompt, script: { name: 'empty.md', text: '# Title\n\n## Scene\n' } }, /scene/i],
    ['a language without a voice', { prompt, language: 'fi' }, /fi/],
    ['a source that holds nothing', { prompt, sources: [{ name: 'a.md', text: ' \n ' }] }, /a\.md/],
  ])('refuses %s in one sentence, and leaves no session behind', async (_, request, says) => {
    const error = await studio.system.generate(request as VideoRequestInput).catch((reason: unknown) => reason)
    expect(VideoError.isInstance(error) && error.category).toBe('user')
    expect((error as VideoError).message).toMatch(says)
    expect((await studio.system.list()).total_count).toBe(0)
  })
})
