import { mkdirSync, writeFileSync } from 'node:fs'
import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas'
import { createRandom } from '@mavs/core/essentials'

/*
 * Draws the pictures that the examples show, so that nobody's rights are touched:
 *   node --conditions=@mavs/source scripts/draw-example-pictures.ts [folder]
 */
const folder = process.argv[2] ?? 'examples/render/assets'
mkdirSync(folder, { recursive: true })

type Paint = (context: SKRSContext2D, width: number, height: number, random: () => number) => void

save('dunes.jpg', 1600, 1067, (context, width, height, random) => {
  sky(context, width, height, ['#F7C58A', '#FBE3B8', '#FFF4DA'])
  glow(context, width * 0.68, height * 0.34, height * 0.5, '#FFFDF0')
  disc(context, width * 0.68, height * 0.34, height * 0.075, '#FFFBEA')
  const colours = ['#F0B678', '#E39B5B', '#CF7F43', '#B26332', '#8C4824']
  colours.forEach((colour, index) => {
    ridge(context, { y: height * (0.46 + index * 0.11), swing: height * 0.1, waves: 2 + index * 0.4, colour, random })
  })
})

save('night.jpg', 1600, 1067, (context, width, height, random) => {
  sky(context, width, height, ['#050A1C', '#0B1B3A', '#1C3B5E', '#2F5A72'])
  for (let star = 0; star < 700; star++) {
    const size = random() ** 6 * 3 + 0.5
    context.globalAlpha = 0.25 + random() * 0.75
    disc(context, random() * width, random() ** 1.6 * height * 0.7, size, '#F4F7FF')
  }
  context.globalAlpha = 1
  glow(context, width * 0.24, height * 0.26, height * 0.36, '#9DB8D8')
  disc(context, width * 0.24, height * 0.26, height * 0.045, '#FDFCF4')
  ;['#15304A', '#0E2238', '#081627', '#040B16'].forEach((colour, index) => {
    ridge(context, { y: height * (0.6 + index * 0.09), swing: height * 0.13, waves: 4 + index * 2, colour, random })
  })
})

save('windows.jpg', 1600, 1067, (context, width, height, random) => {
  sky(context, width, height, ['#20304E', '#8A4E68', '#E5875A'])
  const lamps = ['#FFD98A', '#FFB65C', '#FFF1C9', '#7FC8E8', '#3A4A68', '#2A3850', '#2A3850', '#22304A']
  for (let layer = 0; layer < 3; layer++) {
    for (let x = -40; x < width;) {
      const across = 90 + random() * 120
      const top = height * (0.12 + layer * 0.2 + random() * 0.22)
      context.fillStyle = ['#3B3A5A', '#2A2C48', '#191C30'][layer]!
      context.fillRect(x, top, across, height - top)
      for (let y = top + 14; y < height; y += 44) {
        for (let column = x + 12; column < x + across - 24; column += 38) {
          context.fillStyle = lamps[Math.floor(random() * lamps.length)]!
          context.fillRect(column, y, 22, 27)
        }
      }
      x += across + 6
    }
  }
})

save('glacier.jpg', 1600, 1067, (context, width, height, random) => {
  sky(context, width, height, ['#BFD9EA', '#E4F0F6', '#FBFDFE'])
  ;['#D8E6EE', '#BFD5E2', '#9FBFD2', '#F4F9FB', '#FFFFFF'].forEach((colour, index) => {
    ridge(context, { y: height * (0.34 + index * 0.13), swing: height * 0.16, waves: 5 - index * 0.6, colour, random })
  })
})

save('forest.jpg', 1067, 1500, (context, width, height, random) => {
  sky(context, width, height, ['#DCE9C8', '#A9CBA0', '#5E9A78'])
  glow(context, width * 0.6, height * 0.2, height * 0.4, '#FDFBE0')
  ;['#7FB08C', '#4F8C6C', '#2C6650', '#174636', '#0A2A22'].forEach((colour, layer) => {
    context.fillStyle = colour
    const base = height * (0.5 + layer * 0.125)
    for (let tree = 0; tree < 26 - layer * 3; tree++) {
      const [x, tall] = [random() * width, height * (0.12 + layer * 0.035) * (0.7 + random() * 0.6)]
      for (let tier = 0; tier < 4; tier++) {
        const half = tall * (0.09 + tier * 0.055)
        const top = base - tall + tier * tall * 0.22
        context.beginPath()
        context.moveTo(x, top)
        context.lineTo(x + half, top + tall * 0.36)
        context.lineTo(x - half, top + tall * 0.36)
        context.fill()
      }
    }
    context.fillRect(0, base - 8, width, height - base + 8)
  })
})

writeFileSync(
  `${folder}/mark.svg`,
  `<svg xmlns="http://www.w3.org/2000/svg" width="240" height="96" viewBox="0 0 240 96">
  <circle cx="48" cy="48" r="44" fill="#0F4C5C"/>
  <path d="M20 62 L40 34 L54 52 L62 42 L78 62 Z" fill="#F4F1DE"/>
  <path d="M112 70 V26 L132 54 L152 26 V70 M172 70 L192 26 L212 70 M179 56 H205" fill="none" stroke="#0F4C5C" stroke-width="10" stroke-linecap="round" stroke-linejoin="round"/>
</svg>
`,
)

function save(name: string, width: number, height: number, paint: Paint): void {
  const canvas = createCanvas(width, height)
  paint(canvas.getContext('2d'), width, height, createRandom(name.length * 977 + width))
  writeFileSync(`${folder}/${name}`, canvas.encodeSync('jpeg', 74))
}

function sky(context: SKRSContext2D, width: number, height: number, colours: readonly string[]): void {
  const fill = context.createLinearGradient(0, 0, 0, height * 0.8)
  colours.forEach((colour, index) => fill.addColorStop(index / (colours.length - 1), colour))
  context.fillStyle = fill
  context.fillRect(0, 0, width, height)
}

function glow(context: SKRSContext2D, x: number, y: number, radius: number, colour: string): void {
  const fill = context.createRadialGradient(x, y, 0, x, y, radius)
  fill.addColorStop(0, `${colour}CC`)
  fill.addColorStop(1, `${colour}00`)
  context.fillStyle = fill
  context.fillRect(x - radius, y - radius, radius * 2, radius * 2)
}

function disc(context: SKRSContext2D, x: number, y: number, radius: number, colour: string): void {
  context.fillStyle = colour
  context.beginPath()
  context.arc(x, y, radius, 0, Math.PI * 2)
  context.fill()
}

/** A line of hills from edge to edge, filled down to the bottom: a few waves of falling height. */
function ridge(
  context: SKRSContext2D,
  hill: { y: number; swing: number; waves: number; colour: string; random: () => number },
): void {
  const { width, height } = context.canvas
  const octaves = Array.from({ length: 5 }, (_, index) => ({
    rate: hill.waves * 1.9 ** index * (0.8 + hill.random() * 0.4),
    phase: hill.random() * 6.3,
    size: hill.swing * 0.52 ** index,
  }))
  context.fillStyle = hill.colour
  context.beginPath()
  context.moveTo(0, height)
  for (let x = 0; x <= width; x += 4) {
    const rise = octaves.reduce((sum, { rate, phase, size }) => sum + Math.sin((x / width) * rate + phase) * size, 0)
    context.lineTo(x, hill.y + rise * 0.6)
  }
  context.lineTo(width, height)
  context.fill()
}
