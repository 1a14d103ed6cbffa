import { chmod, mkdir, readdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { temporaryFolder } from '../support/folder.ts'

describe('a machine without ffmpeg', () => {
  it('is told what was looked at and what to do', async () => {
    vi.resetModules()
    vi.doMock('node:module', async (original) => ({ ...(await original()), createRequire: () => absent }))
    const { resolveFfmpeg } = await import('../../../packages/render/src/media/ffmpeg.ts')
    const folder = await temporaryFolder()
    const error = await resolveFfmpeg({ environment: { PATH: folder, FFMPEG_PATH: '/nowhere/ffmpeg' } }).catch(
      (caught) => caught,
    )
    expect(error).toMatchObject({ code: 'FFMPEG_MISSING', details: { rejected: [{ path: '/nowhere/ffmpeg' }] } })
    expect(error.message).toMatch(
      /\/nowhere\/ffmpeg \(FFMPEG_PATH\).*apt-get install ffmpeg.*FFMPEG_PATH.*--include=optional/,
    )
  })

  it('runs a copy of a bundled binary that npm left without its executable bit', async () => {
    const folder = await temporaryFolder()
    const bundled = join(folder, 'package', 'ffmpeg')
    await mkdir(join(folder, 'package'))
    await writeFile(bundled, '#!/bin/sh\necho "ffmpeg version 4.1" >&2; echo " V..... libx264 x"; echo " A..... aac x"')
    await chmod(bundled, 0o644)
    vi.resetModules()
    vi.doMock('node:module', async (original) => ({
      ...(await original()),
      createRequire: () => (name: string) => (name === 'ffmpeg-static' ? absent() : { path: bundled }),
    }))
    const { resolveFfmpeg } = await import('../../../packages/render/src/media/ffmpeg.ts')
    const environment = { PATH: join(folder, 'empty'), XDG_CACHE_HOME: join(folder, 'cache') }
    const found = await resolveFfmpeg({ environment })
    expect(found).toMatchObject({ version: '4.1', source: '@ffmpeg-installer/ffmpeg' })
    expect(found.path).toContain(join(folder, 'cache', 'mavs'))
    expect((await stat(bundled)).mode & 0o111).toBe(0)
    expect((await resolveFfmpeg({ environment })).path).toBe(found.path)
    expect(await readdir(join(folder, 'cache', 'mavs'))).toHaveLength(1)
  })
})

function absent(): never {
  throw new Error('Cannot find module')
}
