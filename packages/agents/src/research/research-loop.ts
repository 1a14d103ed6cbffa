import { failureKindOf, type AgentContext, type LanguageModelProvider, type VideoRequest } from '@mavs/core'
import { z } from 'zod'
import { isWayRefused } from '../language-model/failure.ts'
import { Findings } from './findings.ts'
import { createRecordedModel } from './recorded-model.ts'
import { AGENT_SYSTEM, agentTask, pageData, resultsData } from './research-prompts.ts'
import type { WebOutcome, WebSession } from './web-session.ts'

/** Turns of the model and calls of its tools in one piece of research; the graph counts two steps a turn. */
const MAX_TURNS = 12
const MAX_TOOL_CALLS = 20
const RECURSION_LIMIT = 60

/**
 * Lets a model search and read by itself. Undefined when it came to no report: it went in circles until its limit, or
 * its server takes no tools, or its turns hold nothing. Throws what the model's server or the ledger threw otherwise.
 */
export async function findWithAgent(
  provider: LanguageModelProvider,
  request: VideoRequest,
  language: string,
  web: WebSession,
  context: AgentContext,
): Promise<Findings | undefined> {
  const { createAgent, modelCallLimitMiddleware, toolCallLimitMiddleware, toolStrategy } = await import('langchain')
  const stop = new AbortController()
  const agent = createAgent({
    model: await createRecordedModel(provider, context),
    tools: await webTools(web, stop),
    systemPrompt: AGENT_SYSTEM,
    responseFormat: toolStrategy(Findings),
    middleware: [
      modelCallLimitMiddleware({ runLimit: MAX_TURNS, exitBehavior: 'end' }),
      toolCallLimitMiddleware({ runLimit: MAX_TOOL_CALLS, exitBehavior: 'continue' }),
    ],
    // The graph that this runs in has a checkpointer; pages do not belong into its state.
    checkpointer: false,
  })
  const messages = [{ role: 'user' as const, content: agentTask(request, language) }]
  const options = { recursionLimit: RECURSION_LIMIT, signal: AbortSignal.any([context.signal, stop.signal]) }
  try {
    const { structuredResponse } = await agent.invoke({ messages }, options)
    const findings = Findings.safeParse(structuredResponse)
    return findings.success ? findings.data : undefined
  } catch (error) {
    context.signal.throwIfAborted()
    stop.signal.throwIfAborted()
    if (isWayRefused(error) || isEndless(error) || isNoReply(error)) return undefined
    throw error
  }
}

/** The two things that a model may do. An error that is not the web's ends the research, and is not told to the model. */
async function webTools(web: WebSession, stop: AbortController) {
  const { tool } = await import('langchain')
  const guarded = async (work: () => Promise<string>): Promise<string> => {
    try {
      return await work()
    } catch (error) {
      stop.abort(error)
      throw error
    }
  }
  const search = tool(({ query }) => guarded(async () => told(await web.find(query), resultsData)), {
    name: 'web_search',
    description: 'Searches the web. Answers with results, each with an id.',
    schema: z.object({ query: z.string().describe('A few words') }),
  })
  const read = tool(({ result }) => guarded(async () => told(await web.open(result.trim()), pageData)), {
    name: 'read_page',
    description: 'Reads one of the results that a search found. Answers with its text.',
    schema: z.object({ result: z.string().describe('The id of a result, e.g. "result-1"') }),
  })
  return [search, read]
}

const told = <Result>(outcome: WebOutcome<Result>, data: (result: Result) => string): string =>
  'problem' in outcome ? outcome.problem : data(outcome.result)

const isEndless = (error: unknown): boolean => error instanceof Error && error.name === 'GraphRecursionError'

/** A turn with nothing in it, or one that was cut off: the pages that were read may still be asked about. */
const isNoReply = (error: unknown): boolean => failureKindOf(error) === 'invalid-reply'
