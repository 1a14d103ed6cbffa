import { definePlugin, type Plugin } from '../plugin/define.ts'
import type { AgentContext } from '../ports/agent-context.ts'
import { TOKENS } from '../ports/tokens.ts'
import type { VideoAgents } from '../stages/stage.ts'
import {
  SAMPLE_SOUNDS,
  sampleManifest,
  sampleNarration,
  sampleResearch,
  sampleScript,
  sampleTimeline,
  silentWav,
} from './fixtures.ts'

/**
 * Six agents that answer at once with the sample documents and write small files: for tests of what is around the
 * agents. What they deliver is well-formed, but no video can be played. Each may be replaced.
 */
export function sampleAgents(replaced: Partial<VideoAgents> = {}): VideoAgents {
  return {
    research: { name: 'sample-research', research: async () => sampleResearch() },
    script: { name: 'sample-script', write: async () => sampleScript() },
    asset: { name: 'sample-asset', source: async () => [] },
    audio: { name: 'sample-audio', narrate: (_input, context) => narrate(context) },
    assembly: { name: 'sample-assembly', assemble: (_input, context) => assemble(context) },
    finalizing: { name: 'sample-finalizing', finalize: (_input, context) => finalize(context) },
    ...replaced,
  }
}

/** The sample agents as a plugin, so that a system runs in a test without the built-in ones. */
export function sampleAgentsPlugin(replaced: Partial<VideoAgents> = {}): Plugin {
  const agents = sampleAgents(replaced)
  return definePlugin({
    name: 'sample-agents',
    version: '1.0.0',
    register(registry) {
      registry.provide(TOKENS.researchAgent, () => agents.research)
      registry.provide(TOKENS.scriptAgent, () => agents.script)
      registry.provide(TOKENS.assetAgent, () => agents.asset)
      registry.provide(TOKENS.audioAgent, () => agents.audio)
      registry.provide(TOKENS.assemblyAgent, () => agents.assembly)
      registry.provide(TOKENS.finalizingAgent, () => agents.finalizing)
    },
  }) as unknown as Plugin
}

async function narrate(context: AgentContext) {
  for (const [index, key] of SAMPLE_SOUNDS.entries()) {
    const call = { provider: 'sample@1', operation: 'speak', input: key }
    const entry = await context.ledger.once(call, (files) => files.write('speech.wav', silentWav(0.2)))
    await context.artifacts.adopt(key, entry.file('speech.wav'))
    context.report((index + 1) / SAMPLE_SOUNDS.length, key)
  }
  return sampleNarration()
}

async function assemble({ artifacts, report }: AgentContext) {
  const bytes = Buffer.from('a video for tests\n')
  await artifacts.write('video.mp4', bytes)
  report(1)
  const { widthPx, heightPx, frameRate } = sampleTimeline().format
  const video = { artifact: 'video.mp4', renderer: 'sample', durationSeconds: 10, sizeBytes: bytes.length }
  return { timeline: sampleTimeline(), video: { ...video, widthPx, heightPx, frameRate } }
}

async function finalize({ artifacts }: AgentContext) {
  const files = {
    srt: 'captions.srt',
    vtt: 'captions.vtt',
    ass: 'captions.ass',
    thumbnail: 'thumbnail.png',
    chapters: 'chapters.txt',
    credits: 'credits.md',
  }
  for (const key of Object.values(files)) await artifacts.write(key, `${key}\n`)
  const manifest = 'manifest.json'
  await artifacts.writeJson(manifest, sampleManifest())
  return { video: 'video.mp4', ...files, manifest, durationSeconds: 10, passed: true }
}
