import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import { expect, it } from 'vitest'
import { ROOT } from '../architecture/sources.ts'
import { temporaryDirectory } from '../cli/terminal.ts'
import { serve } from '../server/serving.ts'

it('does what docs/client.md shows', async () => {
  const server = await serve()
  const directory = temporaryDirectory()
  const code = /```js\n([\s\S]*?)```/
    .exec(readFileSync(join(ROOT, 'docs/client.md'), 'utf8'))![1]!
    .replace('http://127.0.0.1:8000', server.address)
    .replace("'videos'", JSON.stringify(directory))
  const argv = ['--conditions=@mavs/source', '--input-type=module', '--eval', code]
  const { stdout, stderr } = await execa(process.execPath, argv, { cwd: ROOT, env: { MAVS_API_KEY: '' } })
  const lines = stdout.split('\n')
  expect(stderr).toBe('')
  expect(lines).toContain('stage-start scripting')
  expect(readdirSync(directory).map((name) => join(directory, name))).toEqual([lines.at(-1)])
  await server.close()
})
