import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { execa } from 'execa'
import { describe, expect, it } from 'vitest'
import { resolveFfmpeg } from '../../../packages/render/src/media/ffmpeg.ts'
import { measureVideo } from '../../../packages/render/src/probing/measure.ts'
import { temporaryFolder } from '../support/folder.ts'

const ffmpeg = await resolveFfmpeg()
const tone = 'sine=frequency=1000:sample_rate=48000'
const X264 = ['-c:v', 'libx264', '-preset', 'veryfast', '-pix_fmt', 'yuv420p', '-movflags', '+faststart']

describe('measuring a video', () => {
  it('finds the black, the frozen and the silent span, each where it is', async () => {
    const picture =
      'testsrc=s=320x180:r=25:d=3[a];color=black:s=320x180:r=25:d=2[b];color=gray:s=320x180:r=25:d=5,drawbox=w=60:h=60:color=red:t=fill[c];[a][b][c]concat=n=3:v=1[v]'
    const sound = `${tone}:duration=4[d];anullsrc=r=48000:cl=mono,atrim=duration=2[e];${tone}:duration=4[f];[d][e][f]concat=n=3:v=0:a=1[s]`
    const { black, frozen, silent, ...rest } = await measure(await encode(`${picture};${sound}`, ['-crf', '20']))
    expect(rest).toMatchObject({ faststart: true, durationSeconds: 10, video: { frames: 250, frameRate: 25 } })
    expect(black).toEqual([{ startSeconds: 3, endSeconds: 5 }])
    expect(frozen).toEqual([{ startSeconds: 5, endSeconds: 10 }])
    expect(silent).toHaveLength(1)
    expect(silent[0]!.startSeconds).toBeCloseTo(4, 1)
    expect(silent[0]!.endSeconds).toBeCloseTo(6, 1)
  })

  it('does not take a dark style for black, nor one line of text', async () => {
    const dark =
      'color=0x0e0e0d:s=1280x720:r=10:d=1[a];color=black:s=1280x720:r=10:d=1,drawbox=x=100:y=600:w=400:h=6:color=white:t=fill[b];[a][b]concat=n=2:v=1[v]'
    expect((await measure(await encode(`${dark};${tone}:duration=2[s]`))).black).toEqual([])
  })

  it('takes a picture with a few stray bright pixels for black', async () => {
    const nearly = 'color=0x030303:s=1280x720:r=10:d=2,drawbox=x=100:y=600:w=16:h=16:color=white:t=fill[v]'
    expect((await measure(await encode(`${nearly};${tone}:duration=2[s]`))).black).toEqual([
      { startSeconds: 0, endSeconds: 2 },
    ])
  })

  it('takes a small thing that moves, or a slow drift, for motion', async () => {
    const small =
      "color=0xF6F4EE:s=1920x1080:r=10:d=6[g];color=blue:s=40x40:r=10:d=6[q];[g][q]overlay=x='100+4*t':y=500[v]"
    const drift =
      "testsrc=s=1920x1080:r=10:d=6,trim=end_frame=1,loop=60:1,setpts=N/10/TB,scale=1984:-2,crop=1920:1080:x='t*2':y=0[v]"
    for (const picture of [small, drift]) {
      expect((await measure(await encode(`${picture};${tone}:duration=6[s]`, ['-t', '6', '-r', '10']))).frozen).toEqual(
        [],
      )
    }
  })

  it('takes a still picture with grain for frozen, whatever its key frames do', async () => {
    const still = 'testsrc=s=1280x720:r=25:d=6,trim=end_frame=1,noise=alls=12,loop=150:1,setpts=N/25/TB[v]'
    const { frozen } = await measure(
      await encode(`${still};${tone}:duration=6[s]`, ['-g', '50', '-crf', '26', '-t', '6']),
    )
    expect(frozen).toMatchObject([{ startSeconds: 0, endSeconds: 6 }])
  })

  it('agrees with ffmpeg about loudness and true peak', async () => {
    const file = await encode(
      `color=red:s=64x64:r=10:d=8[v];${tone}:duration=8,aformat=channel_layouts=stereo,tremolo=f=0.5:d=0.8[s]`,
    )
    const { audio } = await measure(file)
    const { stderr } = await execa(ffmpeg.path, ['-i', file, '-af', 'ebur128=peak=true', '-f', 'null', '-'])
    const summary = stderr.slice(stderr.lastIndexOf('Summary:'))
    expect(Math.abs(audio.loudnessLufs - Number(/I:\s+(-?[\d.]+) LUFS/.exec(summary)![1]))).toBeLessThanOrEqual(0.2)
    expect(Math.abs(audio.truePeakDbtp - Number(/Peak:\s+(-?[\d.]+) dBFS/.exec(summary)![1]))).toBeLessThanOrEqual(0.3)
  })

  it('reads other profiles, pixel formats, colours and an index at the end', async () => {
    const graph = `testsrc=s=64x64:r=10:d=1[v];${tone}:duration=1[s]`
    const file = await encode(graph, [
      '-pix_fmt',
      'yuv444p',
      '-movflags',
      '-faststart',
      '-colorspace',
      'bt470bg',
      '-color_primaries',
      'bt709',
      '-color_trc',
      'bt709',
    ])
    const { faststart, video } = await measure(file)
    expect(faststart).toBe(false)
    expect(video).toMatchObject({ profile: 'profile 244', pixelFormat: 'yuv444p', colour: 'bt709/bt470bg' })
    const main = await measure(await encode(graph, ['-profile:v', 'main']))
    expect(main.video).toMatchObject({ profile: 'Main', pixelFormat: 'yuv420p' })
  })

  it.each(['', 'just a text, no video'])('refuses what is no video: "%s"', async (content) => {
    const file = join(await temporaryFolder(), 'video.mp4')
    await writeFile(file, content)
    await expect(measure(file)).rejects.toMatchObject({
      code: 'RENDER_FAILED',
      message: expect.stringContaining('is not a readable video'),
    })
    await expect(measure(`${file}.missing`)).rejects.toMatchObject({
      code: 'RENDER_FAILED',
      message: expect.stringContaining('ENOENT'),
    })
  })

  it('refuses a file without sound, and one that does not decode to its end', async () => {
    const folder = await temporaryFolder()
    const mute = join(folder, 'mute.mp4')
    await execa(ffmpeg.path, ['-f', 'lavfi', '-i', 'testsrc=s=64x64:d=1', ...X264, mute])
    await expect(measure(mute)).rejects.toThrow('it has no audio track')
    const whole = await encode(`testsrc2=s=320x180:r=25:d=4[v];${tone}:duration=4[s]`)
    const bytes = await readFile(whole)
    bytes.fill(0x5a, Math.round(bytes.length * 0.5), Math.round(bytes.length * 0.6))
    await writeFile(whole, bytes)
    await expect(measure(whole)).rejects.toMatchObject({ code: 'RENDER_FAILED' })
    await writeFile(whole, bytes.subarray(0, bytes.length * 0.7))
    await expect(measure(whole)).rejects.toMatchObject({ code: 'RENDER_FAILED' })
  })

  it('stops at once when it is aborted', async () => {
    const file = await encode(`testsrc=s=320x180:r=25:d=2[v];${tone}:duration=2[s]`)
    const signal = AbortSignal.abort(new Error('enough'))
    await expect(measureVideo(ffmpeg, file, { signal })).rejects.toThrow('enough')
  })
})

const measure = (file: string) => measureVideo(ffmpeg, file, { signal: new AbortController().signal })

/** Encodes what a filter graph makes with the outputs [v] and [s]. */
async function encode(graph: string, options: readonly string[] = []): Promise<string> {
  const file = join(await temporaryFolder(), 'video.mp4')
  await execa(ffmpeg.path, [
    '-filter_complex',
    graph,
    '-map',
    '[v]',
    '-map',
    '[s]',
    ...X264,
    ...options,
    '-c:a',
    'aac',
    file,
  ])
  return file
}
