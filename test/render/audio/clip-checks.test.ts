import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { mixAudio } from '../../../packages/render/src/audio/mix.ts'
import { validateTimeline } from '../../../packages/render/src/validation/timeline.ts'
import { readWav, writeWav } from '../../../packages/render/src/audio/wav.ts'
import { babble, levelDb, signal, sine, temporaryDirectory, timelineOf } from './signals.ts'

const clip = (file: string, startSeconds: number, durationSeconds = 2) => ({ file, startSeconds, durationSeconds })

async function folderWithVoice(): Promise<string> {
  const directory = await temporaryDirectory()
  await writeWav(join(directory, 'voice.wav'), [babble(2, 16_000, -20)], { sampleRateHz: 16_000 })
  return directory
}

const mix = async (directory: string, tracks: Parameters<typeof timelineOf>[1]) => {
  const output = join(directory, 'mix.wav')
  await mixAudio(timelineOf(6, tracks), directory, { signal: new AbortController().signal, output })
  return readWav(output)
}

describe('a clip that cannot be heard as it is', () => {
  it.each([
    ['is missing', undefined, /cannot be opened/],
    ['is cut off', (bytes: Buffer) => bytes.subarray(0, 3000), /is cut off: its header tells of \d+ bytes/],
    ['is cut off in its header', (bytes: Buffer) => bytes.subarray(0, 40), /cut off or broken/],
    ['holds no samples', (bytes: Buffer) => emptied(bytes), /holds no samples/],
    ['is no sound', () => Buffer.from('<html>not found</html>'), /expected a RIFF\/WAVE file/],
  ] as const)('is named by its place in the timeline when it %s', async (_, change, message) => {
    const directory = await folderWithVoice()
    if (change) await writeFile(join(directory, 'bad.wav'), change(await readFile(join(directory, 'voice.wav'))))
    const narration = [clip('voice.wav', 0), clip('bad.wav', 3)]
    const error = await mix(directory, { narration }).catch((caught: unknown) => caught)
    expect(error).toMatchObject({ code: 'TIMELINE_INVALID', message: expect.stringMatching(message) })
    expect((error as Error).message).toMatch(/^tracks\.narration\.1: /)
  })

  it.each([
    ['speaks into another', [clip('voice.wav', 1), clip('voice.wav', 2.5)], /tracks\.narration\.1\.startSeconds/],
    ['goes on after the video', [clip('voice.wav', 1), clip('voice.wav', 5)], /tracks\.narration\.1 must end/],
  ])('is named by the validation when it %s', (_, narration, message) => {
    expect(() => validateTimeline(timelineOf(6, { narration }))).toThrow(message)
  })
})

describe('a clip of any kind', () => {
  it('ends with the video when it would go on', async () => {
    const directory = await folderWithVoice()
    const { left } = await mix(directory, { narration: [clip('voice.wav', 5)] })
    expect(left.length).toBe(6 * 48_000)
    expect(Math.abs(left.at(-1) as number)).toBeLessThan(0.01)
  })

  it.each([8000, 11_025, 22_050, 44_100, 96_000, 192_000])('is heard for its own length at %i Hz', async (rateHz) => {
    const directory = await temporaryDirectory()
    await writeWav(join(directory, 'tone.wav'), [signal(2, rateHz, sine(440, -20))], { sampleRateHz: rateHz })
    const { left } = await mix(directory, { music: [clip('tone.wav', 1)] })
    expect(levelDb(left, 48_000, 1.05, 2.95)).toBeGreaterThan(-20)
    expect(levelDb(left, 48_000, 0, 0.99)).toBeLessThan(-70)
    expect(levelDb(left, 48_000, 3.01, 6)).toBeLessThan(-70)
    const crossings = left.filter((value, index) => index > 0 && value >= 0 && (left[index - 1] as number) < 0).length
    expect(Math.abs(crossings - 880)).toBeLessThan(4)
  })

  it('of six channels keeps the centre, where voices are', async () => {
    const directory = await temporaryDirectory()
    const centre = signal(2, 48_000, sine(440, -20))
    await writeFile(join(directory, 'surround.wav'), surround(centre))
    const { left, right } = await mix(directory, { music: [clip('surround.wav', 1)] })
    expect(levelDb(left, 48_000, 1.05, 2.95)).toBeGreaterThan(-25)
    expect(right).toEqual(left)
  })

  it('is silent where its samples are not numbers', async () => {
    const directory = await temporaryDirectory()
    const tone = signal(2, 48_000, sine(440, -20)).fill(Number.NaN, 48_000, 72_000)
    await writeWav(join(directory, 'nan.wav'), [tone], { sampleRateHz: 48_000 })
    const { left } = await mix(directory, { narration: [clip('nan.wav', 0)], music: [clip('nan.wav', 3)] })
    expect(left.every(Number.isFinite)).toBe(true)
  })
})

/** A WAV file of our own making without its samples. */
function emptied(bytes: Buffer): Buffer {
  const header = Buffer.from(bytes.subarray(0, 58))
  header.writeUInt32LE(0, 54)
  return header
}

/** 5.1 in 16 bits with sound in the centre channel only. */
function surround(centre: Float32Array): Buffer {
  const bytes = Buffer.alloc(44 + centre.length * 12)
  bytes.write('RIFF', 0, 'latin1')
  bytes.writeUInt32LE(bytes.length - 8, 4)
  bytes.write('WAVEfmt ', 8, 'latin1')
  bytes.writeUInt32LE(16, 16)
  bytes.writeUInt16LE(1, 20)
  bytes.writeUInt16LE(6, 22)
  bytes.writeUInt32LE(48_000, 24)
  bytes.writeUInt32LE(48_000 * 12, 28)
  bytes.writeUInt16LE(12, 32)
  bytes.writeUInt16LE(16, 34)
  bytes.write('data', 36, 'latin1')
  bytes.writeUInt32LE(centre.length * 12, 40)
  for (const [index, value] of centre.entries()) bytes.writeInt16LE(Math.round(value * 32_767), 44 + index * 12 + 4)
  return bytes
}
