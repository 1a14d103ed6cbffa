import { VideoError } from '../errors/video-error.ts'
import { TOKENS } from '../ports/tokens.ts'
import type { PluginContainer } from './container.ts'

/** Throws `PLUGIN_INVALID` when two plugins bring the same kind of scene: nobody could say which one a script means. */
export function checkSceneKinds(container: PluginContainer): void {
  container.all(TOKENS.sceneKind)
  const owners = new Map<string, string>()
  // A chain is made from its end.
  for (const { plugin, port, instance } of container.made().toReversed()) {
    if (port !== TOKENS.sceneKind.name) continue
    const { kind } = instance as { readonly kind: string }
    const owner = owners.get(kind)
    if (owner !== undefined) throw broughtTwice(kind, owner, plugin)
    owners.set(kind, plugin)
  }
}

function broughtTwice(kind: string, first: string, second: string): VideoError {
  const who = first === second ? `Plugin "${first}" brings` : `Plugins "${first}" and "${second}" both bring`
  const message = `${who} the scene kind "${kind}"${first === second ? ' twice' : ''}. Load only one of them.`
  return new VideoError('PLUGIN_INVALID', message, { details: { kind, plugins: [first, second] } })
}
