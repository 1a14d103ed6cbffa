import type { VideoRequest } from '../domain/request.ts'
import { reasonOf } from '../errors/reason.ts'
import { VideoError } from '../errors/video-error.ts'
import { withinLimit, type Clock } from '../ports/clock.ts'
import type { VideoAgents } from './stage.ts'

const CHECK_TIMEOUT_MS = 30_000

/** Lets the agents that can check a request do so, before a session is filed. Throws what they find. */
export async function checkRequest(request: VideoRequest, agents: VideoAgents, clock: Clock): Promise<void> {
  for (const agent of [agents.research, agents.audio]) {
    if (agent.check === undefined) continue
    try {
      await withinLimit(clock, CHECK_TIMEOUT_MS, agent.check(request), () => tooLong(agent.name))
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
  new VideoError('PROVIDER_FAILED', `Agent "${agent}" could not check the request: ${reasonOf(error)}`, {
    details: { agent },
    cause: error,
  })
