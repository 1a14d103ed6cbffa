import { VideoError } from '@mavs/core/essentials'
import type { Ffmpeg } from '../media/ffmpeg.ts'
import { runFfmpeg } from '../media/run.ts'
import type { FootageReference } from './references.ts'

/** What a clip is made to fit. */
export interface Conforming {
  readonly ffmpeg: Ffmpeg
  readonly widthPx: number
  readonly heightPx: number
  readonly frameRate: number
  readonly signal: AbortSignal
}

/** JPEG quality from 2 (best) to 31: nothing of it is seen after the encoder. */
const QUALITY = 3
/** From this height on, clips that do not tell their colours are taken for HD (BT.709). */
const HD_HEIGHT_PX = 720

/**
 * Writes a piece of a clip as a row of JPEG pictures: of the video's size (covering it, cropped in the middle) and frame
 * rate, upright, each decodable by itself, so that any frame can be drawn at any time. Throws `TIMELINE_INVALID` naming the
 * place of a file that is no clip.
 */
export async function conform(
  reference: FootageReference,
  file: string,
  output: string,
  { ffmpeg, widthPx, heightPx, frameRate, signal }: Conforming,
): Promise<void> {
  // The prober is large, and most renderings have no clip.
  const { readClip } = await import('./clip.ts')
  const clip = await readClip(file).catch((error: unknown) => {
    throw notAClip(reference, error)
  })
  const matrix = clip.matrix ?? (clip.heightPx >= HD_HEIGHT_PX ? 'bt709' : 'bt601')
  const size = `${widthPx}:${heightPx}`
  const scale = `scale=${size}:force_original_aspect_ratio=increase:flags=bicubic:in_color_matrix=${matrix}:out_color_matrix=bt601:out_range=full`
  // Only this one file is read, whatever a list or a manifest in it may name.
  const input = [
    '-protocol_whitelist',
    'file',
    '-ss',
    `${reference.fromSeconds}`,
    '-t',
    `${reference.seconds}`,
    '-i',
    file,
  ]
  const picture = `fps=${frameRate},${scale},crop=${size},setsar=1,format=yuvj420p`
  const exact = '-map_metadata -1 -flags:v +bitexact -fflags +bitexact -threads 2'
  const codec = `-an -sn -dn -c:v mjpeg -q:v ${QUALITY} ${exact} -f mjpeg`
  const run = { what: `Reading ${reference.path}`, signal }
  await runFfmpeg(ffmpeg, {
    arguments: ['-v', 'error', ...input, '-vf', picture, ...codec.split(' '), output],
    ...run,
  }).catch((error: unknown) => {
    signal.throwIfAborted()
    if (VideoError.isInstance(error) && error.code === 'DISK_FULL') throw error
    throw notAClip(reference, error)
  })
}

/** The error for a file that cannot be shown as footage. */
export function notAClip({ path, file }: { readonly path: string; readonly file: string }, cause: unknown): VideoError {
  const found = cause instanceof Error ? cause.message.slice(0, 300) : String(cause)
  const message = `${path} must be a video clip that can be decoded (got "${file}": ${found})`
  return new VideoError('TIMELINE_INVALID', message, { details: { path, file }, cause })
}
