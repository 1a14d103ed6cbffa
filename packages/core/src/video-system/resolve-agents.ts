import type { AgentChoices } from '../domain/request-choices.ts'
import { VideoError } from '../errors/video-error.ts'
import type { PluginContainer } from '../plugin/container.ts'
import type { Token } from '../ports/token.ts'
import { TOKENS } from '../ports/tokens.ts'
import type { VideoAgents } from '../stages/stage.ts'

/**
 * The six agents: those of the plugins that a request names, else of the latest plugin that brings one. Throws
 * `PORT_MISSING` when nobody provides one of them, and `PLUGIN_INVALID` when what somebody provides is no agent.
 */
export function resolveAgents(container: PluginContainer, chosen: AgentChoices = {}): VideoAgents {
  const agent = <Agent>(token: Token<Agent, 'single'>, plugin: string | undefined): Agent =>
    checkAgent(chosenFrom(container, token, plugin), token, plugin ?? container.pluginsOf(token).at(-1))
  return {
    research: agent(TOKENS.researchAgent, chosen.researching),
    script: agent(TOKENS.scriptAgent, chosen.scripting),
    asset: agent(TOKENS.assetAgent, chosen.asset_sourcing),
    audio: agent(TOKENS.audioAgent, chosen.audio_generation),
    assembly: agent(TOKENS.assemblyAgent, chosen.video_assembly),
    finalizing: agent(TOKENS.finalizingAgent, chosen.finalizing),
  }
}

function chosenFrom<Agent>(
  container: PluginContainer,
  token: Token<Agent, 'single'>,
  plugin: string | undefined,
): Agent | undefined {
  return plugin === undefined ? container.get(token) : container.of(token, plugin)
}

function checkAgent<Agent>(agent: Agent | undefined, { name }: Token<Agent>, plugin: string | undefined): Agent {
  const given = agent as { readonly name?: unknown } | null | undefined
  if (typeof given?.name === 'string') return agent as Agent
  const message = `Plugin "${plugin}" provides a ${name} that is none: expected an object with a name and its methods.`
  throw new VideoError('PLUGIN_INVALID', message, { details: { plugin, port: name } })
}
