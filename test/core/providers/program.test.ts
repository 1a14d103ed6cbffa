import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createProgram, failureKindOf, isMissingProgram, VideoError } from '@mavs/core'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { z } from 'zod'

const node = (script: string, timeoutMs = 20_000) =>
  createProgram({
    provider: 'acme',
    command: [process.execPath, '--eval', script],
    environment: { PATH: process.env.PATH, WORD: 'hi' },
    timeoutMs,
    remedy: 'Install it',
  })

const thrownBy = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  )

describe('a program', () => {
  it('gets its text on its standard input, and no shell sees its command line', async () => {
    const script = `process.stdin.pipe(process.stdout); console.error(process.argv.at(-1), process.env.WORD)`
    const { stdout, stderr } = await node(script).run(['$(id) *'], { input: 'é\n' })
    expect([stdout.toString('utf8'), stderr]).toEqual(['é\n', '$(id) * hi'])
  })

  it('sees no other environment than it is given', async () => {
    const { stdout } = await node(`console.log(Object.keys(process.env).sort().join())`).run([])
    expect(stdout.toString('utf8').trim()).toBe('PATH,WORD')
  })

  it.each([
    ['breaks down', `console.error('x'.repeat(999), 'out of order'); process.exit(3)`, 'unavailable', /out of order$/],
    ['breaks down without a word', `process.exit(3)`, 'unavailable', /exit code 3/],
    ['does not end', `setInterval(() => {}, 1000)`, 'timeout', /within 0.3 s$/],
  ])('that %s ends in a failure of its kind', async (_, script, kind, message) => {
    const error = await thrownBy(node(script, kind === 'timeout' ? 300 : 20_000).run([]))
    expect(failureKindOf(error)).toBe(kind)
    expect((error as VideoError).message).toMatch(message)
    expect((error as VideoError).message.length).toBeLessThan(600)
    expect(isMissingProgram(error)).toBe(false)
  })

  it.each(['/nowhere/acme', 'package.json'])('that is none (%s) is told from one that fails', async (path) => {
    const command = [path] as const
    const program = createProgram({ provider: 'acme', command, environment: {}, timeoutMs: 1000, remedy: 'Install it' })
    const error = await thrownBy(program.run([]))
    expect(isMissingProgram(error)).toBe(true)
    expect((error as Error).message).toBe(`acme: the program "${path}" cannot be run. Install it.`)
  })

  it('is killed when the signal aborts, whatever it does against it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'mavs-program-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const file = join(folder, 'pid')
    const script = `
      process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)
      require('node:fs').writeFileSync(${JSON.stringify(file)}, String(process.pid))`
    const controller = new AbortController()
    const call = thrownBy(node(script).run([], controller))
    const pid = await vi.waitFor(() => z.coerce.number().positive().parse(readFileSync(file, 'utf8')), 10_000)
    controller.abort(new Error('called off'))
    expect(await call).toMatchObject({ message: 'called off' })
    expect(() => process.kill(pid, 0)).toThrow('ESRCH')
  })
})
