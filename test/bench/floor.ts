import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Timeline } from '@mavs/core'
import { segmentArguments } from '../../packages/render/src/encoding/encoder.ts'
import { resolveFfmpeg } from '../../packages/render/src/media/ffmpeg.ts'
import { runFfmpeg } from '../../packages/render/src/media/run.ts'
import { measured, median, type Usage } from './usage.ts'

const { signal } = new AbortController()
const LINES = ['The pull of the Moon', 'The pull of the Sun', 'The shape of the coast'] as const

/**
 * A card like the held one by ffmpeg's own means (`drawtext`, `drawbox`, `ass`): no layout, no motion, one plain ground.
 * Answers with why not where this ffmpeg lacks them.
 */
export async function benchFloor(timeline: Timeline, runs: number, folder: string): Promise<Usage | string> {
  const captions = join(folder, 'captions.ass')
  await writeFile(captions, assOf(timeline))
  const texts = ['Three things decide', ...LINES].map(
    (text, row) =>
      `drawtext=text='${text}':fontcolor=0x1A1A1A:fontsize=${row === 0 ? 96 : 56}:x=128:y=${180 + row * 140}`,
  )
  const filter = [...texts, 'drawbox=x=128:y=300:w=400:h=8:color=0xD7263D:t=fill', `ass=${captions}`].join(',')
  const { widthPx, heightPx, frameRate } = timeline.format
  const source = `color=c=0xF5F1E8:s=${widthPx}x${heightPx}:r=${frameRate}:d=${timeline.durationSeconds}`
  const encoded = segmentArguments(timeline, join(folder, 'floor.mp4'))
  const given = ['-v', 'error', '-f', 'lavfi', '-i', source, '-vf', filter, ...encoded.slice(encoded.indexOf('-c:v'))]
  const usages: Usage[] = []
  try {
    const ffmpeg = await resolveFfmpeg()
    for (let run = 0; run < runs; run++) {
      usages.push(await measured(() => runFfmpeg(ffmpeg, { arguments: given, what: 'Floor', signal })))
    }
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
  return median(usages)
}

/** The captions, a line for each word in which that word stands out. */
function assOf({ tracks, format }: Timeline): string {
  const time = (seconds: number) => `0:00:${seconds.toFixed(2).padStart(5, '0')}`
  const events = tracks.captions.flatMap(({ lines, endSeconds }) => {
    const words = lines.flat()
    return words.map((word, spoken) => {
      const text = words
        .map(({ text: said }, index) => (index === spoken ? `{\\c&H3D26D7&}${said}{\\c}` : said))
        .join(' ')
      return `Dialogue: 0,${time(word.startSeconds)},${time(words[spoken + 1]?.startSeconds ?? endSeconds)},C,,0,0,0,,${text}`
    })
  })
  return [
    `[Script Info]\nScriptType: v4.00+\nPlayResX: ${format.widthPx}\nPlayResY: ${format.heightPx}`,
    '[V4+ Styles]\nFormat: Name, Fontname, Fontsize, PrimaryColour, BackColour, BorderStyle, Alignment, MarginV',
    'Style: C,Sans,52,&HFFFFFF,&H202020,3,2,90',
    '[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text',
    ...events,
  ].join('\n')
}
