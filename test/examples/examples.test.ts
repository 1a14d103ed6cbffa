import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { measureVideo, resolveFfmpeg } from '@mavs/render'
import { execa } from 'execa'
import { describe, expect, it, onTestFinished } from 'vitest'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

describe('examples', () => {
  it.each(globSync('examples/*/basic.ts', { cwd: ROOT }).toSorted())(
    '%s runs as it stands and makes a video that decodes',
    async (example) => {
      const directory = mkdtempSync(join(tmpdir(), 'mavs-example-'))
      onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
      const { exitCode, stdout } = await execa(process.execPath, [...process.execArgv, join(ROOT, example)], {
        cwd: directory,
        env: { MAVS_DATA_DIR: join(directory, 'data') },
      })
      expect(exitCode).toBe(0)
      expect(stdout).not.toBe('')
      const [file] = globSync(['*.mp4', 'videos/*.mp4', 'videos/.mavs/sessions/*/video.mp4'], { cwd: directory })
      const ffmpeg = await resolveFfmpeg({ environment: process.env })
      const measured = await measureVideo(ffmpeg, join(directory, file!), { signal: AbortSignal.timeout(60_000) })
      expect(measured.video.codec).toBe('h264')
      expect(measured.video.frames).toBeGreaterThan(100)
      expect(measured.audio.codec).toBe('aac')
    },
    120_000,
  )

  it('examples/render/from-file.ts makes a video of a timeline document', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'mavs-example-'))
    onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
    const [file, output] = [join(directory, 'small.json'), join(directory, 'small.mp4')]
    const timeline = JSON.parse(readFileSync(join(ROOT, 'examples/render/timelines/chart-bar.json'), 'utf8'))
    const format = { widthPx: 192, heightPx: 108, frameRate: 5 }
    writeFileSync(file, JSON.stringify({ ...timeline, format }))
    const example = join(ROOT, 'examples/render/from-file.ts')
    const { stdout } = await execa(process.execPath, [...process.execArgv, example, file, output], { cwd: directory })
    expect(stdout).toContain(`${output}: ${timeline.durationSeconds} s`)
    const ffmpeg = await resolveFfmpeg({ environment: process.env })
    const { video } = await measureVideo(ffmpeg, output, { signal: AbortSignal.timeout(60_000) })
    expect(video).toMatchObject({ codec: 'h264', frames: timeline.durationSeconds * format.frameRate })
  }, 60_000)
})
