import { MemorySaver } from '@langchain/langgraph'
import { describe, expect, it, vi } from 'vitest'
import { buildVideoGraph, VideoError, type VideoAgents } from '@mavs/core'
import { sampleAgents, sampleRequest, sampleResearch } from '@mavs/core/testing'
import { gate, temporaryDirectory, untilAborted } from '../support.ts'

const input = { request: sampleRequest() }
const quick = { retryDelayMs: 1 }

/** The graph as somebody embeds it: with a saver of his own, in a directory. */
const compile = (agents: VideoAgents, policies: Parameters<typeof buildVideoGraph>[1]['policies'] = {}) =>
  buildVideoGraph(agents, { workspace: temporaryDirectory(), policies }).compile({ checkpointer: new MemorySaver() })

const config = { configurable: { thread_id: 'thread' } }

describe('video graph', () => {
  it('takes a request to its delivery and keeps only artifact keys in its state', async () => {
    const state = await compile(sampleAgents()).invoke(input, config)
    expect(state).toMatchObject({
      research: 'research.json',
      script: 'script.json',
      assets: 'assets.json',
      narration: 'narration.json',
      timeline: 'timeline.json',
      video: 'video.json',
      delivery: 'delivery.json',
    })
    expect(JSON.stringify(state).length).toBeLessThan(2000)
  })

  it('runs asset sourcing and audio generation side by side', async () => {
    const [asset, audio] = [gate(), gate()]
    const sample = sampleAgents()
    const agents = sampleAgents({
      asset: {
        name: 'asset',
        async source() {
          asset.open()
          await audio.opened
          return []
        },
      },
      audio: {
        name: 'audio',
        async narrate(given, context) {
          audio.open()
          await asset.opened
          return sample.audio.narrate(given, context)
        },
      },
    })
    // Each waits for the other to have begun: one after the other would hang.
    await expect(compile(agents).invoke(input, config)).resolves.toMatchObject({ delivery: 'delivery.json' })
  })

  it('aborts the sibling of a branch that fails', async () => {
    const aborted = vi.fn()
    const begun = gate()
    const agents = sampleAgents({
      asset: {
        name: 'asset',
        async source(_given, { signal }) {
          begun.open()
          return untilAborted(signal).catch((error: unknown) => {
            aborted()
            throw error
          })
        },
      },
      audio: {
        name: 'audio',
        async narrate() {
          await begun.opened
          throw new VideoError('VOICE_UNKNOWN', 'no such voice')
        },
      },
    })
    await expect(compile(agents).invoke(input, config)).rejects.toMatchObject({ code: 'VOICE_UNKNOWN' })
    await vi.waitFor(() => expect(aborted).toHaveBeenCalled())
  })

  it('tries a stage again when a provider failed in a way that may pass', async () => {
    const research = vi
      .fn()
      .mockRejectedValueOnce(new VideoError('PROVIDER_FAILED', 'out of reach'))
      .mockRejectedValueOnce(new VideoError('PROVIDER_FAILED', 'out of reach'))
      .mockResolvedValue(sampleResearch())
    const agents = sampleAgents({ research: { name: 'research', research } })
    await compile(agents, { researching: quick }).invoke(input, config)
    expect(research).toHaveBeenCalledTimes(3)
  })

  it.each([
    ['a user’s mistake', new VideoError('SOURCE_INVALID', 'empty')],
    ['a mistake of the program', new TypeError('undefined is not a function')],
    ['a renderer’s failure', new VideoError('RENDER_FAILED', 'clip 3')],
  ])('does not try again after %s', async (_what, error) => {
    const research = vi.fn().mockRejectedValue(error)
    const agents = sampleAgents({ research: { name: 'research', research } })
    await expect(compile(agents, { researching: quick }).invoke(input, config)).rejects.toThrow()
    expect(research).toHaveBeenCalledTimes(1)
  })

  it('ends a stage that neither reports nor answers, and leaves alone one that reports', async () => {
    const policies = { researching: { idleTimeoutMs: 500 }, scripting: { idleTimeoutMs: 500 } }
    const sample = sampleAgents()
    const reporting = sampleAgents({
      research: {
        name: 'research',
        async research(_given, { report }) {
          for (let index = 0; index < 6; index += 1) {
            await new Promise((resolve) => void setTimeout(resolve, 100))
            report(index / 6)
          }
          return sampleResearch()
        },
      },
      script: { name: 'script', write: (_given, { signal }) => untilAborted(signal) },
      audio: sample.audio,
    })
    await expect(compile(reporting, policies).invoke(input, config)).rejects.toThrow(/scripting/)
  })

  it('names the agent and the field when an answer is not of its schema', async () => {
    const research = async () => ({ ...sampleResearch(), summary: 7 }) as unknown as ReturnType<typeof sampleResearch>
    const agents = sampleAgents({ research: { name: 'acme-research', research } })
    await expect(compile(agents).invoke(input, config)).rejects.toMatchObject({
      code: 'AGENT_OUTPUT_INVALID',
      message: expect.stringMatching(/acme-research.*summary.*got 7/),
    })
  })

  it('names the agent and the stage when an agent throws something of its own', async () => {
    const research = async () => {
      throw new Error('the moon is full')
    }
    const agents = sampleAgents({ research: { name: 'acme-research', research } })
    await expect(compile(agents).invoke(input, config)).rejects.toMatchObject({
      code: 'SESSION_FAILED',
      message: 'Agent "acme-research" failed in stage researching: the moon is full',
    })
  })

  it('collects warnings once each, with their stage, and hands them to the last one', async () => {
    const sample = sampleAgents()
    const finalize = vi.fn(sample.finalizing.finalize)
    const agents = sampleAgents({
      research: {
        name: 'research',
        async research(_given, { warn }) {
          warn({ reason: 'outline-only', message: 'Only an outline' })
          warn({ reason: 'outline-only', message: 'Only an outline' })
          return sampleResearch()
        },
      },
      finalizing: { name: 'finalizing', finalize },
    })
    const state = await compile(agents).invoke(input, config)
    const warnings = [{ reason: 'outline-only', message: 'Only an outline', stage: 'researching' }]
    expect(state.warnings).toEqual(warnings)
    expect(finalize.mock.calls[0]![0].warnings).toEqual(warnings)
  })

  it('gives each stage a seed of its own that follows from the request', async () => {
    const seeds: number[] = []
    const sample = sampleAgents()
    const agents = sampleAgents({
      research: {
        name: 'research',
        research: async (_given, { seed }) => (seeds.push(seed), sampleResearch()),
      },
      script: {
        name: 'script',
        write: (given, context) => (seeds.push(context.seed), sample.script.write(given, context)),
      },
    })
    await compile(agents).invoke(input, config)
    await compile(agents).invoke(input, config)
    expect(seeds[0]).not.toBe(seeds[1])
    expect(seeds.slice(2)).toEqual(seeds.slice(0, 2))
  })

  it('sends progress as custom events to whoever streams the graph', async () => {
    const events: unknown[] = []
    const stream = await compile(sampleAgents()).stream(input, { ...config, streamMode: 'custom' })
    for await (const event of stream) events.push(event)
    expect(events).toContainEqual({ type: 'stage-progress', stage: 'video_assembly', stageProgress: 1 })
  })
})
