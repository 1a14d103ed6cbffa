import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decode } from './decode.ts'
import { expectCaptionsOfScript, expectSoundVideo } from './expectations.ts'
import { openStudio, type Made, type Studio } from './studio.ts'

const TIMEOUT_MS = 180_000
let studio: Studio
beforeAll(async () => {
  studio = await openStudio()
})
afterAll(() => studio.close())

const SCRIPT = `# Tea in three steps

## Heat the water

Heat fresh water until it just begins to simmer.

- Fresh water
- Just below boiling

## Let it steep

Pour it over the leaves and wait for three minutes.

## Enjoy

Take out the leaves, sit down, and enjoy your cup.
`

const SOURCE = `# The lighthouse of Westhaven

Westhaven has had a lighthouse since 1847. It stands on a granite rock two kilometres from the harbour.

## The tower

The tower is 42 metres tall and was built from local stone in three summers. Its walls are two metres thick at the base.

## The light

The first lamp burned whale oil and could be seen for fifteen kilometres. In 1931 an electric lamp replaced the oil.

## The keepers

Nineteen families kept the light for over a century. The last keeper left the rock in 1968, when the station was automated.
`

describe('what a user gives', { timeout: TIMEOUT_MS }, () => {
  it('makes a script into a video, word for word', async () => {
    const made = await studio.make({ prompt: 'Tea in three steps', script: { name: 'tea.md', text: SCRIPT } })
    expect(made.manifest.basis.kind).toBe('script')
    const said = made.script.scenes.map((scene) => scene.narration).join(' ')
    expect(said).toContain('Pour it over the leaves and wait for three minutes.')
    expectCaptionsOfScript(made)
    expectSoundVideo(made, await decode(made.file))
  })

  it('makes a source into highlights, labelled as such, that say only what the source says', async () => {
    const request = { prompt: 'The lighthouse of Westhaven', sources: [{ name: 'lighthouse.md', text: SOURCE }] }
    const made = await studio.make({ ...request, duration_preference: 15 })
    expect(made.manifest.basis.kind).toBe('source')
    expect(made.manifest.basis.label).toContain('lighthouse.md')
    expect(made.session.warnings.map((warning) => warning.reason)).toContain('highlights-only')
    expectCaptionsOfScript(made)
    expectSoundVideo(made, await decode(made.file))
  })

  it('makes an outline of a topic that nobody can know, and says that it is one', async () => {
    const made = await studio.make({ prompt: 'Create a marketing video for our new product, the Zorblax 9' })
    expect(made.manifest.basis.kind).toBe('outline')
    expect(made.session.warnings.map((warning) => warning.reason)).toContain('outline-only')
    expect(made.manifest.claims).toEqual([])
    expectSoundVideo(made, await decode(made.file))
  })

  it('survives a prompt full of markup, emoji, right-to-left text and a word of a thousand letters', async () => {
    const prompt = `<script>alert("x")</script> 🚀🔥 مرحبا بالعالم \u0007 ${'w'.repeat(1000)} {{template}}`
    const made = await studio.make({ prompt, language: 'en' })
    expectCaptionsAreClean(made)
    expectSoundVideo(made, await decode(made.file))
  })
})

/** Nothing that a prompt smuggles in may end a cue, or be shown as a control character. */
function expectCaptionsAreClean({ srt, timeline }: Made): void {
  expect(srt).toHaveLength(timeline.tracks.captions.length)
  for (const line of srt.flatMap((cue) => cue.lines)) expect(line).not.toMatch(/\p{Cc}/u)
}
