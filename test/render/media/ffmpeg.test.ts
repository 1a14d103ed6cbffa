import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { resolveFfmpeg } from '../../../packages/render/src/media/ffmpeg.ts'
import { temporaryFolder } from '../support/folder.ts'
import { bundledFfmpeg } from '../support/parts.ts'

const bundled = await bundledFfmpeg()

/** Answers like an ffmpeg with these encoders. */
const answering = (version: string, ...encoders: string[]) =>
  [
    '#!/bin/sh',
    `echo "ffmpeg version ${version} Copyright" >&2`,
    ...encoders.map((name) => `echo " V..... ${name} some"`),
  ].join('\n')

describe('the search for ffmpeg', () => {
  it('takes FFMPEG_PATH before all others', async () => {
    const path = await program(answering('9.9', 'libx264', 'aac'))
    const found = await resolveFfmpeg({ environment: { ...process.env, FFMPEG_PATH: path } })
    expect(found).toMatchObject({ path, version: '9.9', source: 'FFMPEG_PATH', rejected: [] })
  })

  it('takes the one on the PATH when nothing is set', async () => {
    const path = await program(answering('8.0', 'libx264', 'aac'))
    const found = await resolveFfmpeg({ environment: { PATH: join(path, '..') } })
    expect(found).toMatchObject({ path, version: '8.0', source: 'PATH' })
  })

  it('passes over one that does not run, and says why', async () => {
    const broken = await program('#!/bin/sh\necho "error while loading shared libraries" >&2; exit 127')
    const working = await program(answering('8.0', 'libx264', 'aac'))
    const found = await resolveFfmpeg({ environment: { FFMPEG_PATH: broken, PATH: join(working, '..') } })
    expect(found).toMatchObject({ path: working, source: 'PATH' })
    expect(found.rejected).toEqual([
      { source: 'FFMPEG_PATH', path: broken, reason: 'does not run: error while loading shared libraries' },
    ])
  })

  it('passes over one without the encoders', async () => {
    const free = await program(answering('7.0', 'aac', 'libopenh264'))
    const working = await program(answering('8.0', 'libx264', 'aac'))
    const found = await resolveFfmpeg({ environment: { FFMPEG_PATH: free, PATH: join(working, '..') } })
    expect(found.rejected).toMatchObject([{ path: free, reason: 'lacks the encoders libx264' }])
  })

  it('tells builds apart that call themselves alike', async () => {
    const one = await resolveFfmpeg({ environment: { FFMPEG_PATH: await program(answering('8 a', 'libx264', 'aac')) } })
    const other = await resolveFfmpeg({
      environment: { FFMPEG_PATH: await program(answering('8 b', 'libx264', 'aac')) },
    })
    expect(one.version).toBe(other.version)
    expect(one.build).not.toBe(other.build)
  })

  it.skipIf(bundled === undefined)('comes down to the bundled build', async () => {
    const folder = await temporaryFolder()
    const found = await resolveFfmpeg({ environment: { PATH: folder, FFMPEG_PATH: join(folder, 'missing') } })
    expect(found.source).toBe('@ffmpeg-installer/ffmpeg')
    expect(found.rejected).toMatchObject([{ source: 'FFMPEG_PATH' }])
  })

  it('takes no file on the PATH that may not be run', async () => {
    const folder = await temporaryFolder()
    await mkdir(join(folder, 'first'))
    await writeFile(join(folder, 'first', 'ffmpeg'), 'notes about ffmpeg')
    await chmod(join(folder, 'first', 'ffmpeg'), 0o644)
    const working = await program(answering('8.0', 'libx264', 'aac'))
    const found = await resolveFfmpeg({ environment: { PATH: `${join(folder, 'first')}:${join(working, '..')}` } })
    expect(found).toMatchObject({ path: working, rejected: [] })
  })
})

/** Writes an executable called ffmpeg. */
async function program(text: string): Promise<string> {
  const path = join(await temporaryFolder(), 'ffmpeg')
  await writeFile(path, text, { mode: 0o755 })
  return path
}
