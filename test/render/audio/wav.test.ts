import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createWav, decodeWav, openWav, readWav, writeWav } from '../../../packages/render/src/audio/wav.ts'
import { signal, sine, temporaryDirectory } from './signals.ts'

interface WavFields {
  readonly tag?: number
  readonly bits?: number
  readonly channels?: number
  readonly rateHz?: number
  readonly data?: Buffer
  readonly dataSize?: number
}

/** A WAV file by hand, to know every byte. */
function wavBytes({ tag = 1, bits = 16, channels = 1, rateHz = 8000, data = Buffer.alloc(0), ...given }: WavFields) {
  const { dataSize = data.length } = given
  const header = Buffer.alloc(44)
  header.write('RIFF', 0)
  header.write('WAVEfmt ', 8)
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(tag, 20)
  header.writeUInt16LE(channels, 22)
  header.writeUInt32LE(rateHz, 24)
  header.writeUInt16LE(bits, 34)
  header.write('data', 36)
  header.writeUInt32LE(dataSize, 40)
  return Buffer.concat([header, data])
}

describe('WAV files', () => {
  it('come back as they were written, in float exactly and in 16 bits to half a step', async () => {
    const directory = await temporaryDirectory()
    const left = signal(1.7, 44_100, sine(440, -6))
    const right = signal(1.7, 44_100, sine(330, -20))
    for (const [format, tolerance] of [
      ['float32', 0],
      ['pcm16', 0.6 / 32_768],
    ] as const) {
      const file = join(directory, `${format}.wav`)
      await writeWav(file, [left, right], { sampleRateHz: 44_100, format })
      const back = await readWav(file)
      expect(back.sampleRateHz).toBe(44_100)
      expect(back.left.length).toBe(left.length)
      expect(Math.max(...back.left.map((value, index) => Math.abs(value - (left[index] ?? 9))))).toBeLessThanOrEqual(
        tolerance + 3e-5,
      )
      expect(Math.max(...back.right.map((value, index) => Math.abs(value - (right[index] ?? 9))))).toBeLessThanOrEqual(
        tolerance + 3e-5,
      )
    }
  })

  it('are read by block like in one piece', async () => {
    const file = join(await temporaryDirectory(), 'mono.wav')
    const samples = signal(0.5, 16_000, sine(200, -3))
    await writeWav(file, [samples], { sampleRateHz: 16_000 })
    const reader = await openWav(file)
    const [left, right] = [new Float32Array(777), new Float32Array(777)]
    const collected: number[] = []
    for (let count = 1; count > 0;) {
      count = await reader.read(left, right)
      collected.push(...right.subarray(0, count))
    }
    await reader.close()
    expect(reader).toMatchObject({ sampleRateHz: 16_000, channels: 1, frames: 8000 })
    expect(Float32Array.from(collected)).toEqual(samples)
  })

  it('of 8, 24 and 32 bits and of 64-bit floats are understood', async () => {
    const directory = await temporaryDirectory()
    const double = Buffer.alloc(16)
    double.writeDoubleLE(0.5, 0)
    double.writeDoubleLE(-0.25, 8)
    const cases = [
      { bits: 8, data: Buffer.from([192, 96]) },
      { bits: 24, data: Buffer.from([0, 0, 0x40, 0, 0, 0xe0]) },
      { bits: 32, data: Buffer.from([0, 0, 0, 0x40, 0, 0, 0, 0xe0]) },
      { bits: 64, tag: 3, data: double },
    ]
    for (const given of cases) {
      const file = join(directory, `${given.bits}.wav`)
      await writeFile(file, wavBytes(given))
      expect([...(await readWav(file)).left], `${given.bits} bits`).toEqual([0.5, -0.25])
    }
  })

  it('whose size was never filled in are read to the end of the file', async () => {
    const file = join(await temporaryDirectory(), 'stream.wav')
    await writeFile(file, wavBytes({ data: Buffer.alloc(200, 1), dataSize: 0xffffffff }))
    expect((await readWav(file)).left.length).toBe(100)
  })

  it('are decoded in memory as from a file, wherever they lie in it', () => {
    const data = Buffer.from(Int16Array.of(0, 16_384, -32_768, 8192).buffer)
    const file = Buffer.concat([Buffer.alloc(3), wavBytes({ data, dataSize: 0xffff_ffff })])
    const { left, right, sampleRateHz } = decodeWav(new Uint8Array(file).subarray(3), 'a sound')
    expect(sampleRateHz).toBe(8000)
    expect([...left]).toEqual([0, 0.5, -1, 0.25])
    expect(right).toEqual(left)
    expect(() => decodeWav(Buffer.from('<h1>Sign in</h1>'), 'a sound')).toThrow(/a sound.*RIFF/)
  })

  it('never bring in samples that are no numbers', async () => {
    const file = join(await temporaryDirectory(), 'nan.wav')
    const data = Buffer.alloc(12)
    for (const [index, value] of [Number.NaN, Infinity, 0.5].entries()) data.writeFloatLE(value, index * 4)
    await writeFile(file, wavBytes({ tag: 3, bits: 32, data }))
    expect([...(await readWav(file)).left]).toEqual([0, 0, 0.5])
  })

  it.each([
    [
      'text',
      Buffer.from('this is not audio at all'),
      /expected a RIFF\/WAVE file, got bytes that begin with "this is not/,
    ],
    ['an empty file', Buffer.alloc(0), /got an empty file/],
    ['a compressed file', wavBytes({ tag: 85 }), /format tag 85 with 16 bits/],
    ['a file cut off in its header', wavBytes({}).subarray(0, 30), /cut off or broken|fmt/],
    ['an absurd rate', wavBytes({ rateHz: 3 }), /sample rate of 4000 to 384000 Hz, got 3/],
    ['no channels', wavBytes({ channels: 0 }), /1 to 8 channels, got 0/],
  ])('refuse %s with what was expected and what was found', async (_, bytes, message) => {
    const file = join(await temporaryDirectory(), 'broken.wav')
    await writeFile(file, bytes)
    const error = await openWav(file).catch((caught: unknown) => caught)
    expect(error).toMatchObject({ code: 'TIMELINE_INVALID', message: expect.stringMatching(message) })
    expect((error as Error).message).toContain(file)
  })

  it('that do not exist are named', async () => {
    await expect(openWav('/nowhere/voice.wav')).rejects.toMatchObject({
      code: 'TIMELINE_INVALID',
      message: expect.stringContaining('/nowhere/voice.wav'),
    })
  })

  it('have a header whose sizes agree with the file', async () => {
    const file = join(await temporaryDirectory(), 'sizes.wav')
    const writer = await createWav(file, { sampleRateHz: 48_000, channels: 2 })
    await writer.write(new Float32Array(100), new Float32Array(100))
    await writer.write(new Float32Array(100), new Float32Array(100), 11)
    await writer.close()
    const bytes = await readFile(file)
    expect(bytes.readUInt32LE(4)).toBe(bytes.length - 8)
    expect(bytes.readUInt32LE(54)).toBe(111 * 8)
    expect(bytes.length).toBe(58 + 111 * 8)
  })
})
