import type { Voice } from '@mavs/core'

/** The library's English voices with the grades that their authors give them. */
const GRADES = {
  af_heart: 'A',
  af_bella: 'A-',
  af_nicole: 'B-',
  bf_emma: 'B-',
  af_aoede: 'C+',
  af_kore: 'C+',
  af_sarah: 'C+',
  am_fenrir: 'C+',
  am_michael: 'C+',
  am_puck: 'C+',
  af_alloy: 'C',
  af_nova: 'C',
  bf_isabella: 'C',
  bm_fable: 'C',
  bm_george: 'C',
  af_sky: 'C-',
  bm_lewis: 'D+',
  af_jessica: 'D',
  af_river: 'D',
  am_echo: 'D',
  am_eric: 'D',
  am_liam: 'D',
  am_onyx: 'D',
  bf_alice: 'D',
  bf_lily: 'D',
  bm_daniel: 'D',
  am_santa: 'D-',
  am_adam: 'F+',
} as const

/** The best ones first. A name's first letters tell the accent and the gender. */
export const VOICES: readonly Voice[] = Object.entries(GRADES).map(([id, grade]) => {
  const isAmerican = id.startsWith('a')
  const isFemale = id[1] === 'f'
  const name = id.slice(3, 4).toUpperCase() + id.slice(4)
  return {
    id,
    description: `${name}, ${isAmerican ? 'US' : 'British'} English, ${isFemale ? 'female' : 'male'}, grade ${grade}`,
    gender: isFemale ? 'female' : 'male',
    languages: [isAmerican ? 'en-US' : 'en-GB', 'en'],
  }
})

export const DEFAULTS = { neutral: 'af_heart', male: 'am_michael', female: 'af_heart' }
