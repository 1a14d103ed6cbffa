import { describe, expect, it } from 'vitest'
import { detectLanguage, languageName, sameLanguage } from '../../../packages/agents/src/shared/language.ts'

describe('detectLanguage', () => {
  it.each([
    'Create a professional video about artificial intelligence',
    'Explain quantum computing',
    'Make a video about croissants',
    'Machine learning basics',
    'climate change',
    'renewable energy video',
    'Marketing video for our product',
    'Sustainable technology documentary',
    'Tutorial: docker kubernetes',
    'Pizza Margherita recipe video',
    'El Niño explained',
    'Los Angeles history',
    'La La Land review',
    'Déjà vu: a café in Zürich',
    'José García and Müller visit São Paulo',
    'Solar power. Wind power. Hydro power. Batteries. Grids. Storage. Heat pumps. Electric cars.',
    'Renewable energy comes from sun, wind, water and heat under the ground, and it is getting cheaper.',
    'aaaa bbbb cccc dddd',
    '😀😀 12345',
    '',
  ])('takes %j for English', (text) => expect(detectLanguage(text)).toBe('en'))

  it.each([
    ['Erstelle ein Video über erneuerbare Energien', 'de'],
    ['Wie funktioniert Photosynthese?', 'de'],
    ['Crée une vidéo sur les énergies renouvelables', 'fr'],
    ['Crea un video sobre el cambio climático', 'es'],
    ['Il cambiamento climatico spiegato', 'it'],
    ['Een video over windenergie', 'nl'],
    ['Hur fungerar solceller?', 'sv'],
    ['Proč je nebe modré?', 'cs'],
    ['История России', 'ru'],
    ['Історія України', 'uk'],
    ['日本の歴史', 'ja'],
    ['中国的历史', 'zh'],
    ['한국어 비디오', 'ko'],
    ['تاريخ العالم العربي', 'ar'],
    ['ιστορία της Ελλάδας', 'el'],
    ['Lietuvos istorija trumpai papasakota vaikams ir suaugusiems, su paveikslais', 'lt'],
    ['Die Photosynthese ist der Vorgang, bei dem Pflanzen Licht in chemische Energie umwandeln.', 'de'],
  ])('tells that %j is in %s', (text, language) => expect(detectLanguage(text)).toBe(language))

  it('takes a hint as it is', () => {
    expect(detectLanguage('Erstelle ein Video über Energie', 'en')).toBe('en')
  })
})

describe('languages', () => {
  it('are the same when their first part is', () => {
    expect(sameLanguage('en-GB', 'en')).toBe(true)
    expect(sameLanguage('EN-us', 'en-GB')).toBe(true)
    expect(sameLanguage('en', 'es')).toBe(false)
  })

  it('are named in English', () => {
    expect([languageName('de'), languageName('pt-BR'), languageName('xx')]).toEqual(['German', 'Portuguese', 'xx'])
  })
})
