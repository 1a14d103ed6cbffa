import { MemorySaver, StateGraph } from '@langchain/langgraph'
import { VideoRequest } from '@mavs/core'
import { createTestContext } from '@mavs/core/testing'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { factsFromWeb } from '../../../packages/agents/src/research/web-research.ts'
import { startChat, type ChatTurn } from '../../vendors/chat.ts'
import { articlePage } from '../../vendors/pages.ts'
import { modelAt, startWeb } from './web.ts'

const TEXT = ['One', 'Two', 'Three', 'Four'].map(
  (word) => `${word} of the old bridges over the river is made of stone.`,
)
const call = (name: string, args: unknown): ChatTurn => ({ calls: [{ name, args }] })

it('web research inside a graph with a checkpointer leaves nothing in its checkpoints but the result', async () => {
  const test = createTestContext({ offline: false })
  const web = await startWeb({ '/bridges': articlePage('Bridges', TEXT) })
  const facts = TEXT.map((quote) => ({ claim: quote, page: 'page-1', quote }))
  const turns = [
    call('web_search', { query: 'bridges' }),
    call('read_page', { result: 'result-1' }),
    call('report_findings', { summary: 'Bridges are old.', facts }),
  ]
  const chat = await startChat((_, count) => turns[count - 1]!)
  const request = VideoRequest.parse({ prompt: 'Create a video about bridges' })
  const State = z.object({ count: z.number() })
  const checkpointer = new MemorySaver()
  const graph = new StateGraph(State)
    .addNode('researching', async () => {
      const found = await factsFromWeb([modelAt(chat.baseUrl)], request, 'en', web, test.context)
      return { count: found?.claims.length ?? 0 }
    })
    .addEdge('__start__', 'researching')
    .compile({ checkpointer })
  const config = { configurable: { thread_id: 'one' } }
  expect(await graph.invoke({ count: 0 }, config)).toEqual({ count: 4 })
  const namespaces = new Set<string>()
  for await (const { config: stored } of checkpointer.list({ configurable: { thread_id: 'one' } })) {
    namespaces.add(String(stored.configurable?.checkpoint_ns ?? ''))
  }
  expect([...namespaces]).toEqual([''])
  expect(JSON.stringify(Object.values(checkpointer.storage))).not.toContain('river')
  await Promise.all([test.dispose(), web.close(), chat.close()])
})
