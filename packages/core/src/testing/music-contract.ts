import assert from 'node:assert/strict'
import { StyleName } from '../domain/request.ts'
import type { MusicProvider, MusicRequest } from '../ports/music.ts'
import { assertSettles, assertSound, checkOf, type ContractCheck } from './contract.ts'

export interface MusicContractOptions {
  /** Makes a fresh provider; it is disposed after each check. */
  readonly create: () => MusicProvider | Promise<MusicProvider>
}

/** What every music provider promises. */
export function musicContract({ create }: MusicContractOptions): ContractCheck[] {
  const check = (name: string, work: (music: MusicProvider) => Promise<void>) => checkOf(create, name, work)
  const signal = new AbortController().signal
  return [
    check('has an id and a version', async (music) => {
      assert.match(music.id, /^\S+$/)
      assert.match(music.version, /\S/)
    }),
    check('composes exactly the length asked for, in every style', async (music) => {
      for (const style of StyleName.options) {
        const { left, right, sampleRateHz } = await collect(music, { ...REQUEST, style }, signal)
        assert.ok(
          Math.abs(left.length - REQUEST.durationSeconds * sampleRateHz) <= 1,
          `${style}: ${left.length} samples`,
        )
        assertSound(left, `${style}, left`)
        assertSound(right, `${style}, right`)
      }
    }),
    check('composes the same piece for the same seed, and says what it is', async (music) => {
      const first = await collect(music, REQUEST, signal)
      const second = await collect(music, REQUEST, signal)
      // Compared by hand: an assertion would write out every sample that differs.
      const differs = first.left.findIndex((sample, index) => sample !== second.left[index])
      assert.equal(differs, -1, `two pieces of one seed differ from sample ${differs} on`)
      assert.match(first.description, /\S/)
    }),
    check('begins and ends without a click', async (music) => {
      const { left, right } = await collect(music, REQUEST, signal)
      for (const edge of [left[0]!, right[0]!, left.at(-1)!, right.at(-1)!]) {
        assert.ok(Math.abs(edge) < 0.02, `an edge sample is ${edge}`)
      }
    }),
    check('stops when its signal aborts', async (music) => {
      const controller = new AbortController()
      const call = collect(music, { ...REQUEST, durationSeconds: 60 }, controller.signal)
      controller.abort(new Error('called off'))
      await assertSettles(call, 'compose', 15_000)
    }),
  ]
}

/** The whole piece in memory. */
async function collect(music: MusicProvider, request: MusicRequest, signal: AbortSignal) {
  const { blocks, sampleRateHz, description } = await music.compose(request, { signal })
  const left: number[] = []
  const right: number[] = []
  for await (const block of blocks) {
    assert.equal(block.left.length, block.right.length, 'the channels of a block differ in length')
    for (const sample of block.left) left.push(sample)
    for (const sample of block.right) right.push(sample)
  }
  return { left: Float32Array.from(left), right: Float32Array.from(right), sampleRateHz, description }
}

const REQUEST: MusicRequest = { durationSeconds: 7.5, style: 'professional', seed: 42, sceneStarts: [0, 2.5, 5] }
