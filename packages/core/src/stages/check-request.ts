import type { VideoRequest } from '../domain/request.ts'
import { reasonOf } from '../errors/reason.ts'
import { VideoError } from '../errors/video-error.ts'
import type { CheckContext } from '../ports/agent-context.ts'
import { withinLimit, type Clock } from '../ports/clock.ts'
import type { VideoAgents } from './stage.ts'

const CHECK_TIMEOUT_MS = 30_000

/** Lets the agents that can check a request do so, before a session is filed. Throws what they find. */
export async function checkRequest(
  request: VideoRequest,
  agents: VideoAgents,
  { clock, ...context }: Omit<CheckContext, 'signal'> & { readonly clock: Clock },
): Promise<void> {
  for (const agent of [agents.research, agents.audio]) {
    if (agent.check === undefined) continue
    const over = new AbortController()
    try {
      const checked = agent.check(request, { ...context, signal: over.signal })
      await withinLimit(clock, CHECK_TIMEOUT_MS, checked, () => tooLong(agent.name))
    } catch (error) {
      throw VideoError.isInstance(error) ? error : broken(agent.name, error)
    } finally {
      over.abort()
    }
  }
}

const tooLong = (agent: string): VideoError =>
  new VideoError('TIMED_OUT', `Agent "${agent}" did not check the request within ${CHECK_TIMEOUT_MS / 1000} s.`, {
    details: { agent },
  })

const broken = (agent: string, error: unknown): VideoError =>
  new VideoError('PROVIDER_FAILED', `Agent "${agent}" could not check the request: ${reasonOf(error)}`, {
    details: { agent },
    cause: error,
  })
