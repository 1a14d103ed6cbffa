import { globSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { BRIEF_IDS, findBrief, loadBrief } from '../../../packages/agents/src/briefs/index.ts'

const has = (id: string): boolean => BRIEF_IDS.includes(id)

describe('findBrief', () => {
  it.each([
    ['Create a professional video about artificial intelligence', 'artificial-intelligence'],
    ['Create a professional video about AI', 'artificial-intelligence'],
    ['Create a video about machine learning', 'machine-learning'],
    ['Educational video about climate change', 'climate-change'],
    ['Create an educational video about renewable energy', 'renewable-energy'],
    ['Create a video about sustainable technology', 'sustainable-technology'],
    ['What is artificial intelligence?', 'artificial-intelligence'],
    ['Artificial intelligence explained', 'artificial-intelligence'],
    ['Explain machine learning to beginners in 60 seconds', 'machine-learning'],
    ['How does photosynthesis work?', 'photosynthesis'],
    ['I want a short video that explains how photosynthesis works', 'photosynthesis'],
    ['Make a video on the water cycle for kids.', 'water-cycle'],
    ['A documentary about black holes, with a calm voice', 'black-holes'],
    ['Explain what a black hole is', 'black-holes'],
    ['Please create a fun 30 second clip about vaccines!', 'vaccines'],
    ['HOW VACCINES WORK', 'vaccines'],
    ['Create a video about the Internet for my students', 'internet'],
    ['Tell me about DNA in simple words', 'dna'],
    ['A short documentary on Ancient Rome', 'ancient-rome'],
    ['Why sleep matters and how it helps us', 'sleep'],
    ['The story of the Moon landing', 'moon-landing'],
    ['An introduction to plate tectonics', 'plate-tectonics'],
    ['How the human heart works', 'human-heart'],
    ['create a video about the printing press', 'printing-press'],
    ['Create a video about our solar system', 'solar-system'],
    ['“Solar System” — an overview', 'solar-system'],
    ['I run a channel for teachers. Make a video about photosynthesis. Use a friendly tone.', 'photosynthesis'],
    ['Create a photosynthesis video', 'photosynthesis'],
  ])('takes %j for its topic', async (prompt, id) => {
    if (has(id)) expect((await findBrief(prompt))?.id).toBe(id)
    else expect(await findBrief(prompt)).toBeUndefined()
  })

  it.each([
    'Marketing video for our product',
    'Marketing video for our new coffee product',
    "A video about my company's AI tool",
    'Create a video about our AI startup',
    'Explain our machine learning platform to investors',
    'Introducing SolarSystem Pro, the new app for renewable energy dealers',
    'A video about Sleep Country mattresses',
    'Create a video about vaccines for our cattle',
    'Make a video about AI in healthcare',
    'The impact of climate change on coffee farmers',
    'Artificial intelligence and climate change',
    'What is AI? Make a video about tulips',
    'I studied photosynthesis. Make a video about my garden.',
    'A video about my trip to ancient Rome',
    'Create a video about anything but black holes',
    'The internet café on Main Street',
    'Create a video about black hole sun by Soundgarden',
    'Erstelle ein Video über künstliche Intelligenz',
    'Crea un vídeo sobre el cambio climático',
    'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
    '🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀',
  ])('makes no lecture of %j', async (prompt) => {
    expect(await findBrief(prompt)).toBeUndefined()
  })

  it('has briefs in English only', async () => {
    expect((await findBrief('Create a video about climate change', 'en-GB'))?.id).toBe('climate-change')
    expect(await findBrief('Create a video about climate change', 'de')).toBeUndefined()
  })

  it('finds a topic in spite of markup, emoji and control characters around it', async () => {
    const prompt = '<b>Create</b> a video\u0007 about <i>climate change</i> 🌍🔥‼️<script>alert(1)</script>'
    expect((await findBrief(prompt))?.id).toBe('climate-change')
  })
})

describe('loadBrief', () => {
  it('knows every brief that is written', () => {
    const folder = join(import.meta.dirname, '../../../packages/agents/src/briefs')
    const written = globSync('*.ts', { cwd: folder }).map((file) => file.replace(/\.ts$/, ''))
    expect([...BRIEF_IDS, 'brief', 'index'].toSorted()).toEqual(written.toSorted())
  })

  it.each(BRIEF_IDS)('loads %s under its own id', async (id) => {
    expect((await loadBrief(id))?.id).toBe(id)
  })

  it('knows no other id', async () => {
    expect(await loadBrief('toString')).toBeUndefined()
    expect(await loadBrief('quantum-basket-weaving')).toBeUndefined()
  })
})
