import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { execa } from 'execa'
import { describe, expect, it, onTestFinished } from 'vitest'
import { decode } from '../flows/decode.ts'
import { startServer } from '../specification/server.ts'

const FOLDER = fileURLToPath(new URL('../../examples/clients/', import.meta.url))

describe('example clients', () => {
  it.each([
    ['python.py', 'python3'],
    ['javascript.mjs', process.execPath],
    ['shell.sh', 'sh'],
  ])(
    '%s makes a video over the API',
    async (file, program) => {
      const server = await startServer()
      onTestFinished(server.close)
      const env = { MAVS_SERVER: server.address }
      const { stdout } = await execa(program, [join(FOLDER, file)], { cwd: server.directory, env })
      const video = stdout.trim().split('\n').at(-1)!
      expect(video).toBe(file.replace(/\.\w+$/, '.mp4'))
      const decoded = await decode(join(server.directory, video))
      expect(decoded.errors).toBe('')
      expect(decoded.frames).toBeGreaterThan(200)
    },
    120_000,
  )
})
