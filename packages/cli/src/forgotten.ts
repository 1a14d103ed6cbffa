import process from 'node:process'
import { agentAtWork, maskSecrets, reasonOf, type Logger } from '@mavs/core'

/**
 * Keeps this process at work when a promise is rejected that nobody waits for: plugins forget them, and other sessions
 * must not end for it. Each is told on the standard error and in the log, with the agent that it is from where Node
 * knows. What throws outside of any promise still ends the process; whoever works next resumes its sessions.
 */
export function outliveForgottenPromises(logger: Logger, tell: (line: string) => void): void {
  process.on('unhandledRejection', (error) => {
    const owner = agentAtWork()
    const who =
      owner === undefined ? '' : ` by agent "${owner.agent}" in stage ${owner.stage} of session ${owner.sessionId}`
    logger.error({ ...owner, error }, 'a promise that nobody waits for was rejected')
    tell(`mavs: a promise was forgotten${who} and failed: ${maskSecrets(reasonOf(error))}\n`)
  })
}
