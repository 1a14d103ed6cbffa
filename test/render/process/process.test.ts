import { readdirSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { execa } from 'execa'
import { describe, expect, it } from 'vitest'
import { resolveFfmpeg } from '../../../packages/render/src/media/ffmpeg.ts'
import { runTask } from '../../../packages/render/src/process/parent.ts'
import { readContainer } from '../../../packages/render/src/probing/container.ts'
import { temporaryFolder } from '../support/folder.ts'
import { eventually, processes } from '../support/processes.ts'
import { timelineOf } from '../support/timelines.ts'

const entry = new URL('../support/fake-entry.ts', import.meta.url)
const ffmpeg = await resolveFfmpeg()

/** Renders in a process that draws the tests' pictures; a title makes it misbehave. */
function render(
  folder: string,
  options: { title?: string; seconds?: number; signal?: AbortSignal; report?: (share: number) => void },
) {
  const { title = 'fine', seconds = 2, signal = new AbortController().signal, report } = options
  const timeline = { ...timelineOf([seconds]), title }
  const request = { timeline, directory: '.', output: join(folder, 'video.mp4'), cacheDirectory: join(folder, 'cache') }
  return runTask<'render'>(
    { operation: 'render', kinds: [], request, ffmpeg },
    { signal, report, entry, environment: process.env },
  )
}

/** What lies in a folder apart from finished segments. */
const leftIn = (folder: string) =>
  readdirSync(folder, { recursive: true })
    .map(String)
    .filter((name) => name !== 'cache' && !/^cache\/[0-9a-f]{32}\.[0-9a-f]{16}\.mp4$/.test(name))

const encoderIn = (folder: string) =>
  processes().find(({ command }) => command.includes(`${folder}/`) && command.includes('libx264'))

describe('a render process', () => {
  it('renders, and tells its progress in rising steps up to 1', async () => {
    const folder = await temporaryFolder()
    const shares: number[] = []
    const result = await render(folder, { report: (share) => shares.push(share) })
    expect(result).toMatchObject({ durationSeconds: 2, segments: { rendered: 1, reused: 0 } })
    expect((await readContainer(join(folder, 'video.mp4'))).sizeBytes).toBe(result.sizeBytes)
    expect(shares).toEqual(shares.toSorted((a, b) => a - b))
    expect([shares.length > 2, shares.at(-1)]).toEqual([true, 1])
  })

  it('becomes RENDER_FAILED with the reason when it crashes', async () => {
    const folder = await temporaryFolder()
    await expect(render(folder, { title: 'crashes' })).rejects.toMatchObject({
      code: 'RENDER_FAILED',
      message: expect.stringContaining('ended by SIGABRT'),
    })
    await expect(render(folder, { title: 'throws outside' })).rejects.toMatchObject({
      code: 'RENDER_FAILED',
      message: expect.stringMatching(/exit code 1: .*SyntaxError: Expected property name/),
    })
    expect(leftIn(folder)).toEqual([])
  })

  it('passes the error’s code and details through', async () => {
    const missing = { ...ffmpeg, path: '/nowhere/ffmpeg' }
    const request = { timeline: timelineOf([1]), directory: '.', output: join(await temporaryFolder(), 'video.mp4') }
    const running = runTask<'render'>(
      { operation: 'render', kinds: [], request, ffmpeg: missing },
      { signal: new AbortController().signal, entry, environment: process.env },
    )
    await expect(running).rejects.toMatchObject({
      name: 'VideoError',
      code: 'RENDER_FAILED',
      message: expect.stringContaining('ENOENT'),
    })
  })

  it.each(['fine', 'blocks'])('is gone within a second of an abort, even when it is busy (%s)', async (title) => {
    const folder = await temporaryFolder()
    const stop = new AbortController()
    const rendering = render(folder, { title, seconds: 120, signal: stop.signal })
    rendering.catch(() => {})
    if (title === 'fine') await eventually(() => encoderIn(folder), 'the encoder')
    else await new Promise((resolve) => setTimeout(resolve, 1000))
    const started = performance.now()
    stop.abort(new Error('cancelled'))
    await expect(rendering).rejects.toThrow('cancelled')
    expect(performance.now() - started).toBeLessThan(1000)
    expect([encoderIn(folder), leftIn(folder)]).toEqual([undefined, []])
  })

  it.runIf(process.platform === 'linux')('leaves nothing behind when it is killed', async () => {
    const folder = await temporaryFolder()
    const rendering = render(folder, { seconds: 120 })
    rendering.catch(() => {})
    const { parentId } = await eventually(() => encoderIn(folder), 'the encoder')
    process.kill(parentId, 'SIGKILL')
    await expect(rendering).rejects.toMatchObject({
      code: 'RENDER_FAILED',
      message: expect.stringContaining('SIGKILL'),
    })
    await eventually(() => !encoderIn(folder), 'the end of the encoder')
    expect(leftIn(folder)).toEqual([])
  })

  it.runIf(process.platform === 'linux')(
    'ends with its encoder, and cleans up, when its parent is killed',
    async () => {
      const folder = await temporaryFolder()
      const program = fileURLToPath(new URL('../support/rendering-parent.ts', import.meta.url))
      const parent = execa('node', ['--conditions=@mavs/source', program, join(folder, 'video.mp4')], { reject: false })
      const encoder = await eventually(() => encoderIn(folder), 'the encoder')
      parent.kill('SIGKILL')
      await parent
      await eventually(() => !processes().some(({ id }) => id === encoder.id || id === encoder.parentId), 'both ends')
      expect(leftIn(folder)).toEqual([])
    },
  )

  it('removes what an earlier process left that nobody could clean up after', async () => {
    const folder = await temporaryFolder()
    const dead = (await execa('node', ['-p', 'process.pid'])).stdout
    await mkdir(join(folder, `.video.mp4.rendering-${dead}`))
    await mkdir(join(folder, 'cache'))
    await writeFile(join(folder, 'cache', `.${dead}-00-ab.mp4`), 'half')
    await render(folder, {})
    expect(leftIn(folder)).toEqual(['video.mp4'])
  })
})
