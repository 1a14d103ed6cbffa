import { defineStyle } from './style.ts'

const anton = { family: 'anton', weight: 400 }
const black = { family: 'archivo-black', weight: 400 }
const inter = (weight: number) => ({ family: 'inter-tight', weight })

/** Title sequence, sports opener: near-black violet, hot gradient, words as large as the frame, speed lines. */
export const entertainment = defineStyle({
  name: 'entertainment',
  palette: {
    background: '#120A24',
    surface: '#241543',
    ink: '#FFFFFF',
    mutedInk: '#BBAED6',
    line: '#4A3380',
    accent: '#FF2E88',
    accentSecond: '#FF9A3D',
    onAccent: '#160A22',
    positive: '#3DFFB5',
    negative: '#FF5B5B',
  },
  ground: {
    lights: [
      { colour: '#7A1466', x: 0.95, y: 0.95, radius: 0.75, strength: 0.85 },
      { colour: '#C2371F', x: 1.08, y: 1.1, radius: 0.55, strength: 0.7 },
      { colour: '#33157A', x: 0.02, y: 0.02, radius: 0.7, strength: 0.7 },
    ],
    grain: 2.2,
    vignette: 0.25,
    pattern: 'rays',
  },
  text: {
    display: { face: anton, tracking: -0.005, lineHeight: 1.12, uppercase: true },
    heading: { face: anton, tracking: 0, lineHeight: 1.14, uppercase: true },
    body: { face: inter(600), tracking: -0.005, lineHeight: 1.26 },
    strong: { face: black, tracking: -0.012, lineHeight: 1.16, uppercase: true },
    label: { face: inter(800), tracking: 0.12, lineHeight: 1.3, uppercase: true },
    figure: { face: anton, tracking: -0.01, lineHeight: 1 },
    quote: { face: anton, tracking: 0, lineHeight: 1.16, uppercase: true },
    caption: { face: black, tracking: -0.012, lineHeight: 1.2, uppercase: true },
  },
  scale: { display: 300, title: 220, heading: 104, subheading: 52, body: 40, label: 28 },
  composition: 'poster',
  icon: { strokeWidth: 2.25 },
  motion: { entrance: 'punch', seconds: 0.3, staggerSeconds: 0.08, distancePx: 60, exitSeconds: 0 },
  music: 'entertainment',
  transition: { kind: 'cut' },
  sectionTransition: { kind: 'whip', durationSeconds: 0.36 },
  captions: {
    look: 'word',
    shape: 'outline',
    sizePx: 72,
    ink: '#FFFFFF',
    accent: '#FFB02E',
    plate: '#120A24',
    plateOpacity: 0.72,
  },
})
