import { open, type FileHandle } from 'node:fs/promises'
import { ALL_FORMATS, FilePathSource, Input, type InputAudioTrack, type InputVideoTrack } from 'mediabunny'
import type { Measurement } from '@mavs/core'
import { readSequenceParameters } from './h264.ts'

/** What a file says about itself, without decoding. */
export interface ContainerFacts {
  readonly container: string
  readonly faststart: boolean
  readonly sizeBytes: number
  readonly durationSeconds: number
  readonly video: Measurement['video']
  readonly audio: Pick<Measurement['audio'], 'codec' | 'sampleRateHz' | 'channels' | 'endSeconds'>
}

/** Reads a media file's index: streams, codecs, sizes and presentation times after edit lists. */
export async function readContainer(file: string): Promise<ContainerFacts> {
  const input = new Input({ source: new FilePathSource(file), formats: ALL_FORMATS })
  try {
    const video = await input.getPrimaryVideoTrack()
    const audio = await input.getPrimaryAudioTrack()
    if (!video) throw new Error('it has no video track')
    if (!audio) throw new Error('it has no audio track')
    const { mimeType } = await input.getFormat()
    return {
      container: mimeType.slice(mimeType.indexOf('/') + 1),
      ...(await readBoxes(file)),
      durationSeconds: await input.computeDuration(),
      video: await readVideo(video),
      audio: await readAudio(audio),
    }
  } finally {
    input.dispose()
  }
}

async function readVideo(track: InputVideoTrack): Promise<Measurement['video']> {
  const configuration = await track.getDecoderConfig()
  const { packetCount, averagePacketRate } = await track.computePacketStats()
  const colour = await track.getColorSpace()
  const names = [colour.primaries, colour.transfer, colour.matrix].map((name) => name ?? 'unknown')
  return {
    codec: track.codec === 'avc' ? 'h264' : (track.codec ?? 'unknown'),
    ...readSequenceParameters(configuration?.description),
    colour: [...new Set(names), ...(colour.fullRange ? ['full'] : [])].join('/'),
    widthPx: track.displayWidth,
    heightPx: track.displayHeight,
    frameRate: Math.round(averagePacketRate * 1000) / 1000,
    frames: packetCount,
    endSeconds: await track.computeDuration(),
  }
}

async function readAudio(track: InputAudioTrack): Promise<ContainerFacts['audio']> {
  return {
    codec: track.codec ?? 'unknown',
    sampleRateHz: track.sampleRate,
    channels: track.numberOfChannels,
    endSeconds: await track.computeDuration(),
  }
}

/** Whether the index comes before the media, so that playing can start before the file is loaded. */
async function readBoxes(file: string): Promise<{ faststart: boolean; sizeBytes: number }> {
  const handle = await open(file)
  try {
    const { size: sizeBytes } = await handle.stat()
    return { faststart: await indexComesFirst(handle, sizeBytes), sizeBytes }
  } finally {
    await handle.close()
  }
}

async function indexComesFirst(handle: FileHandle, sizeBytes: number): Promise<boolean> {
  const header = Buffer.alloc(16)
  for (let position = 0; position + 8 <= sizeBytes;) {
    await handle.read(header, 0, 16, position)
    const type = header.toString('latin1', 4, 8)
    if (type === 'moov' || type === 'mdat') return type === 'moov'
    const size = header.readUInt32BE(0) === 1 ? Number(header.readBigUInt64BE(8)) : header.readUInt32BE(0)
    if (size < 8) return false
    position += size
  }
  return false
}
