import { ALL_FORMATS, FilePathSource, Input } from 'mediabunny'

/** What a clip says of itself. */
export interface ClipFacts {
  /** Upright. */
  readonly widthPx: number
  readonly heightPx: number
  readonly durationSeconds: number
  /** How its colours are coded, where it tells. */
  readonly matrix?: 'bt709' | 'bt601'
}

/** Larger pictures are not decoded. */
const MOST_PIXELS = 64 * 1024 * 1024

/** Reads a clip's index, without decoding. Throws in plain words when the file has no picture track. */
export async function readClip(file: string): Promise<ClipFacts> {
  const input = new Input({ source: new FilePathSource(file), formats: ALL_FORMATS })
  try {
    const track = await input.getPrimaryVideoTrack()
    if (!track) throw new Error('it has no picture track')
    const { displayWidth: widthPx, displayHeight: heightPx } = track
    if (widthPx * heightPx > MOST_PIXELS) throw new Error(`${widthPx} × ${heightPx} pixels are too many`)
    const { matrix } = await track.getColorSpace()
    return {
      widthPx,
      heightPx,
      durationSeconds: await track.computeDuration(),
      ...(matrix === 'bt709' && { matrix }),
      ...((matrix === 'smpte170m' || matrix === 'bt470bg') && { matrix: 'bt601' as const }),
    }
  } finally {
    input.dispose()
  }
}
