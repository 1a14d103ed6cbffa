import { defineStyle } from './style.ts'

const garamond = (weight: number, italic = false) => ({ family: 'eb-garamond', weight, italic })

/** A feature documentary: charcoal with grain and vignette, large light serif, gold, letter-spaced labels, frames. */
export const documentary = defineStyle({
  name: 'documentary',
  palette: {
    background: '#0E0E0D',
    surface: '#1A1916',
    ink: '#EDE6D6',
    mutedInk: '#A79E8B',
    line: '#4A4435',
    accent: '#C9A227',
    accentSecond: '#8C6F3E',
    onAccent: '#0E0E0D',
    positive: '#9DB17C',
    negative: '#C4704F',
  },
  ground: {
    lights: [
      { colour: '#2B251B', x: 0.3, y: 0.3, radius: 0.75, strength: 0.9 },
      { colour: '#1B1D1C', x: 0.9, y: 0.8, radius: 0.6, strength: 0.7 },
    ],
    grain: 4,
    vignette: 0.5,
    pattern: 'frame',
  },
  text: {
    display: { face: garamond(400), tracking: -0.012, lineHeight: 1.05 },
    heading: { face: garamond(400), tracking: -0.006, lineHeight: 1.1 },
    body: { face: garamond(400), lineHeight: 1.28 },
    strong: { face: garamond(500), lineHeight: 1.22 },
    label: { face: garamond(500), tracking: 0.2, lineHeight: 1.3, uppercase: true },
    figure: { face: garamond(400), tracking: -0.02, lineHeight: 1 },
    quote: { face: garamond(400, true), tracking: -0.004, lineHeight: 1.18 },
    caption: { face: garamond(500), tracking: 0.004, lineHeight: 1.25 },
  },
  scale: { display: 156, title: 112, heading: 82, subheading: 54, body: 44, label: 28 },
  composition: 'archive',
  icon: { strokeWidth: 0.9 },
  motion: { entrance: 'drift', seconds: 1.2, staggerSeconds: 0.22, distancePx: 18, exitSeconds: 0 },
  music: 'documentary',
  transition: { kind: 'crossfade', durationSeconds: 0.8 },
  sectionTransition: { kind: 'crossfade', durationSeconds: 1.2 },
  captions: {
    look: 'classic',
    shape: 'shade',
    sizePx: 50,
    ink: '#F4EEDF',
    accent: '#E9C65A',
    plate: '#0B0B0A',
    plateOpacity: 0.68,
  },
})
