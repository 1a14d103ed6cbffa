import { defineStyle } from './style.ts'

const nunito = (weight: number) => ({ family: 'nunito', weight })

/** A friend's notebook: cream, coral and teal, hand-drawn strokes, pills, a slight tilt. */
export const casual = defineStyle({
  name: 'casual',
  palette: {
    background: '#FFF6E9',
    surface: '#FFFFFF',
    ink: '#2B2118',
    mutedInk: '#6B5D50',
    line: '#E9D8C0',
    accent: '#F2543D',
    accentSecond: '#0B7A7C',
    onAccent: '#FFFFFF',
    positive: '#1E8E5A',
    negative: '#D2382A',
  },
  ground: {
    lights: [
      { colour: '#FFD9C2', x: 0.92, y: 0.08, radius: 0.5, strength: 0.9 },
      { colour: '#CDEBE6', x: 0.04, y: 0.98, radius: 0.5, strength: 0.85 },
      { colour: '#FFE9A8', x: 0.62, y: 1.05, radius: 0.42, strength: 0.65 },
    ],
    grain: 1.2,
    vignette: 0,
    pattern: 'none',
  },
  text: {
    display: { face: nunito(900), tracking: -0.022, lineHeight: 1.04 },
    heading: { face: nunito(900), tracking: -0.015, lineHeight: 1.08 },
    body: { face: nunito(600), lineHeight: 1.3 },
    strong: { face: nunito(800), tracking: -0.005, lineHeight: 1.2 },
    label: { face: nunito(700), tracking: 0.005, lineHeight: 1.3 },
    figure: { face: nunito(900), tracking: -0.03, lineHeight: 1 },
    quote: { face: nunito(800), tracking: -0.01, lineHeight: 1.2 },
    caption: { face: nunito(800), lineHeight: 1.3 },
  },
  scale: { display: 150, title: 108, heading: 76, subheading: 50, body: 40, label: 30 },
  composition: 'notebook',
  icon: { strokeWidth: 2 },
  motion: {
    entrance: 'pop',
    seconds: 0.55,
    staggerSeconds: 0.1,
    distancePx: 28,
    overshoot: 0.04,
    exitSeconds: 0.25,
  },
  music: 'casual',
  transition: { kind: 'wipe', durationSeconds: 0.5 },
  sectionTransition: { kind: 'wipe', durationSeconds: 0.6 },
  captions: {
    look: 'highlight',
    shape: 'pill',
    sizePx: 46,
    ink: '#2B2118',
    accent: '#C93A25',
    plate: '#FFFFFF',
    plateOpacity: 1,
  },
})
