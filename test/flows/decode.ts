import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { resolveFfmpeg } from '../../packages/render/src/media/ffmpeg.ts'

const run = promisify(execFile)
const SAMPLE_RATE_HZ = 48_000

export interface Span {
  readonly startSeconds: number
  readonly endSeconds: number
}

/** What ffmpeg itself says about a file that it has decoded whole: an opinion independent of the product's own. */
export interface Decoded {
  readonly videoLine: string
  readonly audioLine: string
  readonly frames: number
  readonly audioSeconds: number
  readonly loudnessLufs: number
  readonly truePeakDbtp: number
  readonly black: readonly Span[]
  readonly silent: readonly Span[]
  /** Complaints of the decoders. */
  readonly errors: string
}

export async function decode(file: string): Promise<Decoded> {
  const [picture, sound, samples, errors] = await Promise.all([
    ffmpeg(['-i', file, '-an', '-vf', 'blackdetect=d=0.1:pic_th=0.999:pix_th=0.02', '-f', 'null', '-']),
    ffmpeg(['-i', file, '-vn', '-af', 'ebur128=peak=true,silencedetect=n=-60dB:d=0.6', '-f', 'null', '-']),
    ffmpeg(['-i', file, '-vn', '-ac', '1', '-ar', String(SAMPLE_RATE_HZ), '-f', 's16le', '-']),
    ffmpeg(['-v', 'error', '-i', file, '-f', 'null', '-']),
  ])
  const summary = sound.stderr.slice(sound.stderr.lastIndexOf('Summary:'))
  return {
    videoLine: /Video: (.*)/.exec(picture.stderr)?.[1] ?? '',
    audioLine: /Audio: (.*)/.exec(sound.stderr)?.[1] ?? '',
    frames: Number([...picture.stderr.matchAll(/frame=\s*(\d+)/g)].at(-1)?.[1]),
    audioSeconds: samples.stdout.length / 2 / SAMPLE_RATE_HZ,
    loudnessLufs: Number(/I:\s+(-?[\d.]+) LUFS/.exec(summary)?.[1]),
    truePeakDbtp: Number(/Peak:\s+(-?[\d.]+) dBFS/.exec(summary)?.[1]),
    black: spans(picture.stderr, /black_start:([\d.]+) black_end:([\d.]+)/g),
    silent: spans(sound.stderr, /silence_start: (-?[\d.]+)[\s\S]*?silence_end: ([\d.]+)/g),
    errors: errors.stderr,
  }
}

/** One frame as RGB bytes, scaled down to a small picture for comparisons. */
export async function frameAt(
  file: string,
  seconds: number,
  size: { readonly widthPx: number; readonly heightPx: number } = { widthPx: 64, heightPx: 36 },
): Promise<Buffer> {
  const scale = `scale=${size.widthPx}:${size.heightPx}:flags=area`
  const at = ['-ss', seconds.toFixed(3), '-i', file, '-frames:v', '1', '-vf', scale]
  return (await ffmpeg([...at, '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-'])).stdout
}

/** Mean absolute difference of two pictures of the same size, 0 to 255. */
export function difference(one: Buffer, other: Buffer): number {
  let sum = 0
  for (let index = 0; index < one.length; index += 1) sum += Math.abs(one[index]! - other[index]!)
  return sum / one.length
}

/** The sound as a mono WAV of 16 kHz, the form that recognisers want. */
export async function extractSpeech(file: string, output: string): Promise<void> {
  await ffmpeg(['-i', file, '-vn', '-ac', '1', '-ar', '16000', '-y', output])
}

async function ffmpeg(options: readonly string[]): Promise<{ stdout: Buffer; stderr: string }> {
  const { path } = await resolveFfmpeg()
  const { stdout, stderr } = await run(path, ['-nostdin', '-hide_banner', ...options], {
    encoding: 'buffer',
    maxBuffer: 200_000_000,
  })
  return { stdout, stderr: stderr.toString() }
}

function spans(text: string, pattern: RegExp): Span[] {
  return [...text.matchAll(pattern)].map(([, start, end]) => ({ startSeconds: Number(start), endSeconds: Number(end) }))
}
