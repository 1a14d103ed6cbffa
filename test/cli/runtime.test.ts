import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { execa } from 'execa'
import { describe, expect, it } from 'vitest'

const PROGRAM = fileURLToPath(new URL('../../packages/cli/bin/mavs.js', import.meta.url))
const MANIFEST = new URL('../../packages/cli/package.json', import.meta.url)

/** Runs the program as if by another Node.js. */
const runBy = (version: string) => {
  const disguise = `Object.defineProperty(process.versions, 'node', { value: '${version}' })`
  return execa(
    process.execPath,
    ['--import', `data:text/javascript,${encodeURIComponent(disguise)}`, PROGRAM, '--version'],
    {
      reject: false,
    },
  )
}

describe('the runtime', () => {
  it('is refused in one sentence when it is too old, instead of a crash', async () => {
    const { engines } = JSON.parse(readFileSync(MANIFEST, 'utf8')) as { engines: { node: string } }
    const { exitCode, stderr } = await runBy('20.20.2')
    expect(exitCode).toBe(1)
    expect(stderr).toContain('Node.js 22 or newer is needed (this is 20.20.2).')
    expect(engines.node).toBe('>=22')
  })
})
