import { defineStyle } from './style.ts'

const inter = (weight: number) => ({ family: 'inter', weight })
const serif = (weight: number, italic = false) => ({ family: 'source-serif-4', weight, italic })

/** A beautiful textbook: paper with a dot grid, serif heads, leader lines, step numbers, highlighter strokes. */
export const educational = defineStyle({
  name: 'educational',
  palette: {
    background: '#FBFAF5',
    surface: '#FFFFFF',
    ink: '#1D2B2A',
    mutedInk: '#566360',
    line: '#B9C4BC',
    accent: '#0B6E4F',
    accentSecond: '#FFE27A',
    onAccent: '#FFFFFF',
    positive: '#0B6E4F',
    negative: '#B5382A',
  },
  ground: {
    lights: [{ colour: '#EEF3E6', x: 0.8, y: 0.95, radius: 0.7, strength: 0.9 }],
    grain: 1,
    vignette: 0,
    pattern: 'dots',
  },
  text: {
    display: { face: serif(600), tracking: -0.018, lineHeight: 1.05 },
    heading: { face: serif(600), tracking: -0.012, lineHeight: 1.1 },
    body: { face: inter(400), tracking: -0.004, lineHeight: 1.32 },
    strong: { face: inter(600), tracking: -0.01, lineHeight: 1.22 },
    label: { face: inter(600), tracking: 0.08, lineHeight: 1.3, uppercase: true },
    figure: { face: serif(600), tracking: -0.025, lineHeight: 1 },
    quote: { face: serif(400, true), tracking: -0.008, lineHeight: 1.2 },
    caption: { face: inter(600), tracking: -0.004, lineHeight: 1.3 },
  },
  scale: { display: 136, title: 100, heading: 72, subheading: 46, body: 38, label: 28 },
  composition: 'diagram',
  icon: { strokeWidth: 1.5 },
  motion: { entrance: 'settle', seconds: 0.5, staggerSeconds: 0.1, distancePx: 28, exitSeconds: 0.25 },
  music: 'educational',
  transition: { kind: 'cut' },
  sectionTransition: { kind: 'push', durationSeconds: 0.7 },
  captions: {
    look: 'highlight',
    shape: 'paper',
    sizePx: 46,
    ink: '#1D2B2A',
    accent: '#0B6E4F',
    plate: '#FFFFFF',
    plateOpacity: 0.94,
  },
})
