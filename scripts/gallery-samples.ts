import type { BuiltInVisualInput as VisualInput } from '@mavs/render'

/** One visual of each kind, as a brief would have it. */
export const SAMPLES: Readonly<Record<string, VisualInput>> = {
  title: {
    kind: 'title',
    headline: 'How plants make light into food',
    kicker: 'Photosynthesis',
    subtitle: 'The reaction that feeds almost everything alive',
    icon: 'leaf',
  },
  'title-plain': { kind: 'title', headline: 'Renewable energy', subtitle: 'Where our power will come from' },
  statement: {
    kind: 'statement',
    text: 'Every breath you take was once made by a leaf',
    emphasis: 'made by a leaf',
    icon: 'wind',
  },
  bullets: {
    kind: 'bullets',
    headline: 'What a leaf needs',
    items: [
      { text: 'Sunlight to split water', icon: 'sun' },
      { text: 'Water from the roots', icon: 'droplets' },
      { text: 'Carbon dioxide from the air', icon: 'cloud' },
      { text: 'Chlorophyll, the green pigment', icon: 'sprout' },
    ],
  },
  number: {
    kind: 'number',
    value: 420,
    suffix: ' ppm',
    label: 'carbon dioxide in the air today',
    context: 'Half as much again as before the factories',
    source: 'NOAA Global Monitoring Laboratory, 2023',
    icon: 'cloud',
  },
  quote: {
    kind: 'quote',
    text: 'Nothing in life is to be feared, it is only to be understood.',
    author: 'Marie Curie',
    role: 'Physicist and chemist',
  },
  comparison: {
    kind: 'comparison',
    headline: 'Two ways to heat a home',
    left: {
      label: 'Gas boiler',
      icon: 'flame',
      points: ['Burns fuel on site', 'About 90 % efficient', 'Emits carbon dioxide'],
    },
    right: {
      label: 'Heat pump',
      icon: 'thermometer-sun',
      points: ['Moves heat from outside', 'About 300 % efficient', 'Runs on any electricity'],
    },
  },
  process: {
    kind: 'process',
    headline: 'From data to decision',
    steps: [
      { label: 'Collect', detail: 'Examples with known answers', icon: 'database' },
      { label: 'Train', detail: 'Adjust until errors shrink', icon: 'cpu' },
      { label: 'Test', detail: 'On data it has never seen', icon: 'flask-conical' },
      { label: 'Use', detail: 'Predict, watch, correct', icon: 'rocket' },
    ],
  },
  cycle: {
    kind: 'process',
    headline: 'The water cycle',
    cyclic: true,
    steps: [
      { label: 'Evaporation', icon: 'sun' },
      { label: 'Condensation', icon: 'cloud' },
      { label: 'Rain', icon: 'cloud-rain' },
      { label: 'Run-off', icon: 'waves' },
    ],
  },
  timeline: {
    kind: 'timeline',
    headline: 'Seventy years of thinking machines',
    events: [
      { date: '1956', label: 'The field gets its name at Dartmouth' },
      { date: '1997', label: 'Deep Blue beats Kasparov' },
      { date: '2012', label: 'AlexNet wins at image recognition' },
      { date: '2022', label: 'Chat assistants reach everyone' },
    ],
  },
  'chart-bar': {
    kind: 'chart',
    type: 'bar',
    headline: 'Solar is now the cheapest',
    unit: '$ per MWh',
    points: [
      { label: 'Solar', value: 44, highlight: true },
      { label: 'Wind', value: 50 },
      { label: 'Gas', value: 70 },
      { label: 'Coal', value: 117 },
      { label: 'Nuclear', value: 180 },
    ],
    source: 'Lazard, Levelized Cost of Energy, 2023',
  },
  'chart-line': {
    kind: 'chart',
    type: 'line',
    headline: 'The air remembers',
    unit: 'ppm CO₂',
    points: [
      { label: '1960', value: 317 },
      { label: '1970', value: 326 },
      { label: '1980', value: 339 },
      { label: '1990', value: 354 },
      { label: '2000', value: 370 },
      { label: '2010', value: 390 },
      { label: '2020', value: 414, highlight: true },
    ],
    source: 'NOAA, Mauna Loa',
  },
  credits: {
    kind: 'credits',
    headline: 'Sources and credits',
    basis: 'Built-in brief, reviewed 2026-11',
    sources: [
      { title: 'Photosynthesis', publisher: 'Encyclopaedia Britannica' },
      { title: 'AR6 Synthesis Report: Climate Change 2023', publisher: 'IPCC' },
      { title: 'Trends in atmospheric carbon dioxide', publisher: 'NOAA Global Monitoring Laboratory' },
      { title: 'The Biology of Plants', publisher: 'Raven, Evert, Eichhorn' },
    ],
    lines: ['Voice: Flite (rms)', 'Music: composed for this video', 'Icons: Lucide (ISC)'],
  },
}
