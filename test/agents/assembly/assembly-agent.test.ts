import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createAssemblyAgent } from '../../../packages/agents/src/assembly/assembly-agent.ts'
import { exampleInput } from './example.ts'
import { createContext, createFakeRenderer, type RecordingContext } from './fakes.ts'

async function prepared(): Promise<RecordingContext> {
  const context = await createContext()
  for (const key of ['audio/opening.wav', 'audio/inputs.wav', 'audio/music.wav'])
    await context.artifacts.write(key, key)
  return context
}

describe('the assembly agent', () => {
  it('renders the timeline that it answers with, and files both', async () => {
    const context = await prepared()
    const renderer = createFakeRenderer()
    const { timeline, video } = await createAssemblyAgent({ renderer }).assemble(exampleInput(), context)
    expect(renderer.requests[0]).toMatchObject({ timeline, directory: context.directory })
    expect(await context.artifacts.readJson('timeline.json')).toEqual(JSON.parse(JSON.stringify(timeline)))
    expect(await readFile(join(context.directory, video.artifact), 'utf8')).toBe('video 1')
    expect(video).toMatchObject({ renderer: 'fake', widthPx: 854, heightPx: 480, frameRate: 24 })
  })

  it('passes progress and the renderer’s warnings on', async () => {
    const context = await prepared()
    await createAssemblyAgent({ renderer: createFakeRenderer() }).assemble(exampleInput(), context)
    expect(context.reports).toContain(0.495)
    expect(context.warnings).toMatchObject([{ reason: 'text-shortened', stage: 'video_assembly' }])
  })

  it('does not render what the ledger has, but does when a recording sounds different', async () => {
    const context = await prepared()
    const renderer = createFakeRenderer()
    const agent = createAssemblyAgent({ renderer })
    await agent.assemble(exampleInput(), context)
    await agent.assemble(exampleInput(), context)
    expect(renderer.requests).toHaveLength(1)
    await context.artifacts.write('audio/opening.wav', 'another voice')
    await agent.assemble(exampleInput(), context)
    expect(renderer.requests).toHaveLength(2)
  })

  it('keeps finished segments in the session until the video is whole', async () => {
    const context = await prepared()
    const failing = createFakeRenderer()
    const renderer = { ...failing, render: () => Promise.reject(new Error('killed')) }
    await context.artifacts.write('segments/first.mp4', 'segment')
    await expect(createAssemblyAgent({ renderer }).assemble(exampleInput(), context)).rejects.toThrow('killed')
    expect(await readdir(join(context.directory, 'segments'))).toEqual(['first.mp4'])
    await createAssemblyAgent({ renderer: failing }).assemble(exampleInput(), context)
    expect(failing.requests[0]!.cacheDirectory).toBe(join(context.directory, 'segments'))
    expect(await readdir(context.directory)).not.toContain('segments')
  })
})
