import { describe, expect, it } from 'vitest'
import { createDrawnAssetAgent } from '../../../packages/agents/src/asset/asset-agent.ts'
import { exampleRequest, exampleScript } from '../assembly/example.ts'
import { createContext } from '../assembly/fakes.ts'

describe('the asset agent without providers', () => {
  it('fetches nothing, because every visual is drawn', async () => {
    const context = await createContext()
    const input = { request: exampleRequest(), script: exampleScript }
    expect(await createDrawnAssetAgent().source(input, context)).toEqual([])
    expect(context.reports).toEqual([1])
  })
})
