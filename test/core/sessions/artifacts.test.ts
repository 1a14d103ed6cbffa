import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createArtifacts } from '../../../packages/core/src/sessions/artifacts.ts'
import { openSystem, temporaryDirectory } from '../support.ts'

describe('artifacts', () => {
  it('gives back what was written, in folders that it makes', async () => {
    const artifacts = createArtifacts(join(temporaryDirectory(), 'session'))
    await artifacts.write('audio/scene-1.wav', new Uint8Array([1, 2, 3]))
    await artifacts.writeJson('script.json', { title: 'Ü' })
    expect([...(await artifacts.read('audio/scene-1.wav'))]).toEqual([1, 2, 3])
    expect(await artifacts.readJson('script.json')).toEqual({ title: 'Ü' })
    expect(await artifacts.exists('audio/scene-2.wav')).toBe(false)
    expect(await artifacts.exists('audio')).toBe(false)
  })

  it('replaces a file whole and leaves no temporary file behind', async () => {
    const directory = temporaryDirectory()
    const artifacts = createArtifacts(directory)
    await Promise.all(Array.from({ length: 20 }, (_, index) => artifacts.write('a.txt', String(index).repeat(1000))))
    expect(readdirSync(directory)).toEqual(['a.txt'])
    expect((await artifacts.read('a.txt')).toString()).toMatch(/^(\d{1,2})\1{999}$/)
  })

  it('adopts a file without tying the two together', async () => {
    const directory = temporaryDirectory()
    const source = join(directory, 'source.wav')
    writeFileSync(source, 'original')
    const artifacts = createArtifacts(join(directory, 'session'))
    await artifacts.adopt('audio.wav', source)
    writeFileSync(artifacts.path('audio.wav'), 'changed')
    expect(readFileSync(source, 'utf8')).toBe('original')
  })

  it.each([
    '',
    '/etc/passwd',
    '../other/video.mp4',
    'a/../../b',
    'a//b',
    './a',
    'a/.',
    'C:\\a',
    'a\\..\\b',
    'a\u0000b',
  ])('refuses the key %j', async (key) => {
    const artifacts = createArtifacts(temporaryDirectory())
    await expect(artifacts.write(key, 'x')).rejects.toMatchObject({ code: 'REQUEST_INVALID' })
    expect(() => artifacts.path(key)).toThrow(/Expected a relative path/)
  })

  it('never leaves its directory, whatever the key', () => {
    const directory = temporaryDirectory()
    const artifacts = createArtifacts(directory)
    const part = fc.constantFrom('..', '.', '', 'a', 'b.txt', '/', '\\', '%2e%2e', '…', '\u0000', 'C:')
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), fc.constantFrom('/', ''), (parts, glue) => {
        try {
          expect(artifacts.path(parts.join(glue)).startsWith(`${directory}/`)).toBe(true)
        } catch (error) {
          expect(error).toMatchObject({ code: 'REQUEST_INVALID' })
        }
      }),
    )
  })

  it('does not open a link that leads out of the session', async () => {
    const dataDirectory = temporaryDirectory()
    const system = await openSystem({ dataDirectory })
    const { session_id: id } = await system.generate({ prompt: 'Explain the water cycle' })
    await system.wait(id)
    writeFileSync(join(dataDirectory, 'secret'), 'secret')
    symlinkSync(join(dataDirectory, 'secret'), join(dataDirectory, 'sessions', id, 'link'))
    expect(existsSync(join(dataDirectory, 'sessions', id, 'link'))).toBe(true)
    await expect(system.open(id, 'link')).rejects.toMatchObject({ code: 'SESSION_UNFINISHED' })
    await expect(system.open(id, '../../secret')).rejects.toMatchObject({ code: 'REQUEST_INVALID' })
  })
})
