import type { VideoRequest } from '../domain/request.ts'
import { VideoError } from '../errors/video-error.ts'
import { withinLimit, type Clock } from '../ports/clock.ts'
import type { AgentContext } from '../ports/agent-context.ts'
import type { AudioAgent } from '../ports/audio-agent.ts'
import type { VideoAgents } from './stage.ts'

const CHECK_TIMEOUT_MS = 30_000

/** Lets the agents that can check a request do so, before a session is filed. Throws what they find. */
export async function checkRequest(
  request: VideoRequest,
  agents: VideoAgents,
  clock: Clock,
  conditions: Pick<AgentContext, 'offline'> = { offline: false },
): Promise<void> {
  for (const agent of [agents.research, agents.audio]) {
    const check: AudioAgent['check'] = agent.check
    if (check === undefined) continue
    try {
      await withinLimit(clock, CHECK_TIMEOUT_MS, check.call(agent, request, conditions), () => tooLong(agent.name))
    } catch (error) {
      throw VideoError.isInstance(error) ? error : broken(agent.name, error)
    }
  }
}

const tooLong = (agent: string): VideoError =>
  new VideoError('TIMED_OUT', `Agent "${agent}" did not check the request within ${CHECK_TIMEOUT_MS / 1000} s.`, {
    details: { agent },
  })

const broken = (agent: string, error: unknown): VideoError =>
  new VideoError(
    'PROVIDER_FAILED',
    `Agent "${agent}" could not check the request: ${error instanceof Error ? error.message : String(error)}`,
    { details: { agent }, cause: error },
  )
