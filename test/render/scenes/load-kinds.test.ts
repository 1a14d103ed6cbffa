import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Timeline } from '@mavs/core'
import { createRenderer } from '@mavs/render'
import { describe, expect, it } from 'vitest'
import { loadSceneKinds } from '../../../packages/render/src/scenes/load-kinds.ts'
import { temporaryFolder } from '../support/folder.ts'

const GAUGE = new URL('../../../examples/scene-kind/gauge.ts', import.meta.url).href
const gauge = { kind: 'example:gauge', module: GAUGE }

const module = async (text: string): Promise<string> => {
  const file = join(await temporaryFolder(), 'kind.ts')
  writeFileSync(file, text)
  return pathToFileURL(file).href
}

describe('kinds of scene that plugins bring', () => {
  it('are drawn by the render process, and checked by their own schemas', async () => {
    const renderer = createRenderer({ sceneKinds: [gauge] })
    const visual = { kind: 'example:gauge', label: 'of the reservoir is full', value: 74 }
    await expect(renderer.checkVisual(visual)).resolves.toEqual(visual)
    await expect(renderer.checkVisual({ ...visual, value: 120 })).rejects.toThrow(/value: .*100/)
    const [full, empty] = await Promise.all(
      [visual, { ...visual, value: 3 }].map((shown) => renderer.still(timelineOf(shown), 3)),
    )
    expect(full).not.toEqual(empty)
    await renderer.dispose?.()
  }, 60_000)

  it('are unknown to a renderer that was not told of them', async () => {
    await expect(createRenderer().checkVisual({ kind: 'example:gauge' })).rejects.toMatchObject({
      code: 'TIMELINE_INVALID',
      message: expect.stringContaining('no kind of scene is named “example:gauge”; known are title, statement'),
    })
  })

  it.each<[what: string, kind: string, text: string, says: RegExp]>([
    ['cannot be loaded', 'a:b', 'throw new Error("no licence")', /a:b.*could not be loaded: no licence/],
    ['exports something else', 'a:b', 'export default { kind: "a:b" }', /a:b.*default export must be what defineScene/],
    ['takes the place of a built-in kind', 'title', 'export default 1', /must have a prefix of its own/],
    ['is of another kind', 'a:c', `export { default } from '${GAUGE}'`, /is of the kind "example:gauge"/],
  ])('are refused by name when their module %s', async (_, kind, text, says) => {
    await expect(loadSceneKinds([{ kind, module: await module(text) }])).rejects.toMatchObject({
      code: 'PLUGIN_INVALID',
      message: expect.stringMatching(says),
    })
  })
})

const timelineOf = (visual: { kind: string }): Timeline =>
  Timeline.parse({
    version: 1,
    title: 'Water',
    format: { widthPx: 320, heightPx: 180, frameRate: 30 },
    durationSeconds: 4,
    style: 'professional',
    seed: 1,
    tracks: { scenes: [{ id: 'gauge', startSeconds: 0, endSeconds: 4, visual }] },
  })
