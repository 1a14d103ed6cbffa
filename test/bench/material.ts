import { open, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { createCanvas } from '@napi-rs/canvas'
import { createRandom, type Timeline } from '@mavs/core'
import { createWav } from '../../packages/render/src/audio/wav.ts'
import { createI420Converter } from '../../packages/render/src/conversion/i420.ts'
import { createFrameDrawer } from '../../packages/render/src/drawing/frame-drawer.ts'

const RATE_HZ = 48_000

/** Writes a voice-like and a music-like sound of a length: what the mix does costs the same whatever they are. */
export async function writeSounds(folder: string, durationSeconds: number): Promise<void> {
  const wave = (seconds: number, hz: number) => Math.sin(2 * Math.PI * hz * seconds)
  const voice = (at: number) => 0.2 * wave(at, 140) * wave(at, 900) * Math.max(0, wave(at, 2.5))
  const music = (at: number) => 0.1 * (wave(at, 220) + wave(at, 277) + wave(at, 330))
  await writeSound(join(folder, 'narration.wav'), durationSeconds, voice)
  await writeSound(join(folder, 'music.wav'), durationSeconds, music)
}

async function writeSound(file: string, durationSeconds: number, sample: (seconds: number) => number): Promise<void> {
  const wav = await createWav(file, { sampleRateHz: RATE_HZ, channels: 2 })
  for (let second = 0; second < durationSeconds; second++) {
    const count = Math.round(Math.min(1, durationSeconds - second) * RATE_HZ)
    const samples = Float32Array.from({ length: count }, (_, index) => sample(second + index / RATE_HZ))
    await wav.write(samples, samples)
  }
  await wav.close()
}

/** Writes a busy picture like a photo: soft light, many shapes of all sizes, grain. */
export async function writePhoto(file: string): Promise<void> {
  const [width, height, random] = [2400, 1350, createRandom(3)]
  const canvas = createCanvas(width, height)
  const context = canvas.getContext('2d')
  const sky = context.createLinearGradient(0, 0, 0, height)
  sky.addColorStop(0, '#9DB7CF')
  sky.addColorStop(1, '#2C4A3E')
  context.fillStyle = sky
  context.fillRect(0, 0, width, height)
  for (let shape = 0; shape < 6000; shape++) {
    const size = 4 + 120 * random() ** 4
    const y = height * (0.25 + 0.75 * random())
    context.fillStyle = `hsla(${60 + 120 * random()}, ${20 + 30 * random()}%, ${15 + 55 * random()}%, 0.5)`
    context.beginPath()
    context.ellipse(width * random(), y, size, size * 0.4, random() * 3, 0, 2 * Math.PI)
    context.fill()
  }
  const pixels = context.getImageData(0, 0, width, height)
  for (let at = 0; at < pixels.data.length; at++) if (at % 4 !== 3) pixels.data[at]! += (random() - 0.5) * 12
  context.putImageData(pixels, 0, 0)
  await writeFile(file, await canvas.encode('jpeg', 92))
}

/** Writes all frames of a timeline as I420; answers with the share of frames that differ from the one before. */
export async function dumpFrames(timeline: Timeline, folder: string, file: string): Promise<number> {
  const { widthPx, heightPx, frameRate } = timeline.format
  const drawer = await createFrameDrawer(timeline, { directory: folder })
  const converter = createI420Converter(widthPx, heightPx)
  const total = Math.round(timeline.durationSeconds * frameRate)
  const handle = await open(file, 'w')
  let changed = 0
  for (let frame = 0; frame < total; frame++) {
    if (drawer.draw(frame).kind !== 'none') {
      changed++
      const pixels = drawer.pixels()
      converter.convert(pixels)
      drawer.release(pixels)
    }
    await handle.write(converter.frame)
    await setImmediate()
  }
  await handle.close()
  return changed / total
}
