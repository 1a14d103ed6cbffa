import { EventSource } from 'eventsource'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createGate, serve } from '../serving.ts'
import { sampleAgents } from '@mavs/core/testing'

const samples = sampleAgents()
const TYPES = ['session-start', 'stage-start', 'stage-progress', 'stage-end', 'warning', 'session-end']

describe('a browser’s EventSource', () => {
  it('hears every event once, across a connection that breaks, and is told to stop at the end', async () => {
    const gate = createGate()
    const write: typeof samples.script.write = async (input, context) => {
      await gate.opened
      return samples.script.write(input, context)
    }
    const server = await serve({ agents: { script: { name: 'gated-script', write } } })
    onTestFinished(server.close)
    const { session_id: id } = await server.system.generate({ prompt: 'Create a video about bees' })

    const source = new EventSource(`${server.address}/videos/${id}/events`)
    const numbers: number[] = []
    const { promise: ended, resolve: end } = Promise.withResolvers<void>()
    const { promise: reached, resolve: reach } = Promise.withResolvers<void>()
    for (const type of TYPES) {
      source.addEventListener(type, ({ data, lastEventId }) => {
        numbers.push(Number(lastEventId))
        const { stage } = JSON.parse(data as string) as { stage?: string }
        if (type === 'stage-start' && stage === 'scripting') reach()
        if (type === 'session-end') end()
      })
    }
    await reached
    server.breakConnections()
    gate.open()
    await ended
    const { promise: refused, resolve: refuse } = Promise.withResolvers<number | undefined>()
    source.addEventListener('error', ({ code }) => {
      if (source.readyState === EventSource.CLOSED) refuse(code)
    })
    // It comes back once more, hears that there is nothing after the end, and stays away.
    expect(await refused).toBe(204)
    expect(numbers).toEqual(numbers.map((_, index) => index + 1))
    expect(server.violations).toEqual([])
  })
})
