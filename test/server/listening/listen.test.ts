import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import type { Logger } from '@mavs/core'
import { silentLogger } from '@mavs/core'
import { describe, expect, it, onTestFinished } from 'vitest'
import { startListening } from './listening.ts'

describe('listen', () => {
  it('says in one sentence that a port is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    onTestFinished(() => void other.close())
    await new Promise((resolve) => other.once('listening', resolve))
    const { port } = other.address() as AddressInfo
    await expect(startListening({ port })).rejects.toMatchObject({
      code: 'LISTEN_FAILED',
      message: `The server cannot listen on 127.0.0.1, port ${port}: another program does already. Stop it, or choose another port.`,
    })
  })

  it.each([
    ['a host that this machine is not', { host: '192.0.2.1' }, /does not have that address/],
    ['a host that does not exist', { host: 'nowhere.invalid' }, /no address has that name|could not be looked up/],
    ['a port that is none', { port: 70_000 }, /from 0 to 65535/],
  ])('refuses %s', async (_what, options, sentence) => {
    await expect(startListening(options)).rejects.toMatchObject({
      code: 'LISTEN_FAILED',
      message: expect.stringMatching(sentence),
    })
  })

  it('warns loudly, and keeps its metrics to itself, when others reach it and nobody is asked who they are', async () => {
    const warnings: string[] = []
    const logger: Logger = { ...silentLogger, warn: (_fields, message) => void warnings.push(message) }
    const { isOpenToAll, port } = await startListening({ host: '0.0.0.0', logger })
    expect(isOpenToAll).toBe(true)
    expect(warnings).toEqual([expect.stringMatching(/without authentication.*MAVS_AUTH=keys/)])
    expect((await fetch(`http://127.0.0.1:${port}/metrics`)).status).toBe(404)
    expect((await fetch(`http://127.0.0.1:${port}/health`)).status).toBe(200)
  })

  it('does not warn on loopback, or where callers are identified', async () => {
    expect((await startListening()).isOpenToAll).toBe(false)
    expect((await startListening({ host: '0.0.0.0', authentication: { keys: true } })).isOpenToAll).toBe(false)
  })
})
