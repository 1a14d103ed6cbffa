import { defineStyle } from './style.ts'

const tight = (weight: number) => ({ family: 'inter-tight', weight })

/** Swiss poster, annual report: warm white, cobalt, hairlines, big index numbers, asymmetric columns. */
export const professional = defineStyle({
  name: 'professional',
  palette: {
    background: '#F6F4EE',
    surface: '#FFFFFF',
    ink: '#15171C',
    mutedInk: '#5D6068',
    line: '#CFCBBF',
    accent: '#1F4BFF',
    accentSecond: '#15171C',
    onAccent: '#FFFFFF',
    positive: '#0B7A4B',
    negative: '#C4321C',
  },
  ground: {
    lights: [{ colour: '#FFFFFF', x: 0.2, y: 0.1, radius: 0.9, strength: 0.55 }],
    grain: 1,
    vignette: 0,
    pattern: 'columns',
  },
  contrast: {
    palette: {
      background: '#14161A',
      surface: '#1E2127',
      ink: '#F6F4EE',
      mutedInk: '#A3A6AE',
      line: '#343840',
      accent: '#6E8BFF',
      accentSecond: '#F6F4EE',
      onAccent: '#14161A',
      positive: '#4CC38A',
      negative: '#FF7A66',
    },
    ground: {
      lights: [{ colour: '#262B38', x: 0.85, y: 0.15, radius: 0.9, strength: 0.8 }],
      grain: 1.4,
      vignette: 0,
      pattern: 'columns',
    },
  },
  text: {
    display: { face: tight(700), tracking: -0.03, lineHeight: 1.02 },
    heading: { face: tight(700), tracking: -0.022, lineHeight: 1.06 },
    body: { face: { family: 'inter', weight: 400 }, tracking: -0.008, lineHeight: 1.3 },
    strong: { face: tight(600), tracking: -0.012, lineHeight: 1.2 },
    label: { face: { family: 'inter', weight: 500 }, tracking: 0, lineHeight: 1.3 },
    figure: { face: tight(700), tracking: -0.045, lineHeight: 1 },
    quote: { face: tight(600), tracking: -0.022, lineHeight: 1.14 },
    caption: { face: { family: 'inter', weight: 600 }, tracking: -0.006, lineHeight: 1.3 },
  },
  scale: { display: 168, title: 112, heading: 72, subheading: 48, body: 38, label: 28 },
  composition: 'columns',
  icon: { strokeWidth: 1.25 },
  motion: { entrance: 'mask', seconds: 0.6, staggerSeconds: 0.08, distancePx: 40, exitSeconds: 0.28 },
  music: 'professional',
  transition: { kind: 'cut' },
  sectionTransition: { kind: 'push', durationSeconds: 0.6 },
  captions: {
    look: 'phrase',
    shape: 'plate',
    sizePx: 46,
    ink: '#F6F4EE',
    accent: '#9DB2FF',
    plate: '#15171C',
    plateOpacity: 0.92,
  },
})
