import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { execa } from 'execa'
import { ALL_FORMATS, EncodedPacketSink, FilePathSource, Input } from 'mediabunny'
import type { Ffmpeg } from '../../../packages/render/src/media/ffmpeg.ts'

/** A packet of a video track. */
export interface Packet {
  readonly timestamp: number
  readonly duration: number
  readonly isKey: boolean
}

/** The packets of the picture, in the order of presentation. */
export async function videoPackets(file: string): Promise<Packet[]> {
  const input = new Input({ source: new FilePathSource(file), formats: ALL_FORMATS })
  const track = (await input.getPrimaryVideoTrack())!
  const packets: Packet[] = []
  for await (const packet of new EncodedPacketSink(track).packets()) {
    packets.push({ timestamp: packet.timestamp, duration: packet.duration, isKey: packet.type === 'key' })
  }
  input.dispose()
  return packets.toSorted((a, b) => a.timestamp - b.timestamp)
}

/** The colour of one pixel, as RGB, in each decoded frame. */
export async function pixelColours(ffmpeg: Ffmpeg, file: string, x: number, y: number): Promise<number[][]> {
  const filter = `crop=2:2:${x}:${y},scale=in_color_matrix=bt709:in_range=tv,format=rgb24`
  const { stdout } = await execa(ffmpeg.path, ['-v', 'error', '-i', file, '-vf', filter, '-f', 'rawvideo', 'pipe:1'], {
    encoding: 'buffer',
  })
  return Array.from({ length: stdout.length / 12 }, (_, frame) => [...stdout.subarray(frame * 12, frame * 12 + 3)])
}

/** SHA-256 of a file. */
export async function checksum(file: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(file))
    .digest('hex')
}
