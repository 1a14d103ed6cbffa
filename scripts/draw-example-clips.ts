import { spawnSync } from 'node:child_process'
import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas'
import { resolveFfmpeg } from '@mavs/render'

/*
 * Draws the clips that the example of footage shows, so that nobody's rights are touched:
 *   node --conditions=@mavs/source scripts/draw-example-clips.ts [folder]
 */
const folder = process.argv[2] ?? 'examples/render/assets'
const [WIDTH, HEIGHT, RATE] = [960, 540, 25]

type Paint = (context: SKRSContext2D, seconds: number) => void

await save('waves.mp4', 5, (context, seconds) => {
  fill(context, ['#F3C98B', '#F7E3BE', '#CFE3E8'])
  disc(context, WIDTH * 0.72, HEIGHT * 0.36, 46, '#FFF6DD')
  ;['#5C8EA0', '#3F7388', '#2A586E', '#1A3F54', '#0F2A3C'].forEach((colour, row) => {
    wave(
      context,
      { y: HEIGHT * (0.5 + row * 0.11), swing: 7 + row * 5, length: 150 + row * 70, colour },
      seconds * (0.5 + row * 0.22) + row,
    )
  })
})

await save('clouds.mp4', 5, (context, seconds) => {
  fill(context, ['#3E7CB1', '#81B1D5', '#DBE9F2'])
  for (let cloud = 0; cloud < 7; cloud++) {
    const x = ((cloud * 211 + seconds * (14 + cloud * 3)) % (WIDTH + 400)) - 200
    const y = HEIGHT * (0.16 + ((cloud * 37) % 50) / 100)
    for (let puff = 0; puff < 6; puff++) {
      disc(
        context,
        x + puff * 34 - 90,
        y + Math.sin(puff * 1.7 + cloud) * 16,
        30 + ((puff * 13 + cloud * 7) % 24),
        '#FFFFFFD0',
      )
    }
  }
  wave(context, { y: HEIGHT * 0.86, swing: 16, length: 420, colour: '#2F5D43' }, 0.4)
})

async function save(name: string, seconds: number, paint: Paint): Promise<void> {
  const canvas = createCanvas(WIDTH, HEIGHT)
  const frames = Array.from({ length: seconds * RATE }, (_, frame) => {
    paint(canvas.getContext('2d'), frame / RATE)
    return canvas.data()
  })
  const input = `-f rawvideo -pix_fmt rgba -s ${WIDTH}x${HEIGHT} -r ${RATE} -i pipe:0`
  const exact = '-map_metadata -1 -fflags +bitexact -flags:v +bitexact -movflags +faststart'
  const output = `-vf format=yuv420p -c:v libx264 -preset slow -crf 27 -threads 1 ${exact} ${folder}/${name}`
  const { path } = await resolveFfmpeg()
  const { status, stderr } = spawnSync(path, ['-v', 'error', '-y', ...`${input} ${output}`.split(' ')], {
    input: Buffer.concat(frames),
  })
  if (status !== 0) throw new Error(stderr.toString())
}

function fill(context: SKRSContext2D, colours: readonly string[]): void {
  const sky = context.createLinearGradient(0, 0, 0, HEIGHT)
  colours.forEach((colour, index) => sky.addColorStop(index / (colours.length - 1), colour))
  context.fillStyle = sky
  context.fillRect(0, 0, WIDTH, HEIGHT)
}

function disc(context: SKRSContext2D, x: number, y: number, radius: number, colour: string): void {
  context.fillStyle = colour
  context.beginPath()
  context.arc(x, y, radius, 0, Math.PI * 2)
  context.fill()
}

/** A line of waves that rolls on, filled down to the bottom. */
function wave(
  context: SKRSContext2D,
  shape: { readonly y: number; readonly swing: number; readonly length: number; readonly colour: string },
  phase: number,
): void {
  context.fillStyle = shape.colour
  context.beginPath()
  context.moveTo(0, HEIGHT)
  for (let x = 0; x <= WIDTH; x += 6) {
    const turn = (x / shape.length) * Math.PI * 2 + phase * 2
    context.lineTo(x, shape.y + Math.sin(turn) * shape.swing + Math.sin(turn * 0.43 + phase) * shape.swing * 0.6)
  }
  context.lineTo(WIDTH, HEIGHT)
  context.fill()
}
