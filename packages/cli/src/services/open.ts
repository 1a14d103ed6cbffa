import type { ConfiguredContext } from '../configured.ts'
import type { CliContext } from '../context.ts'
import { createLocalService } from './local.ts'
import { createRemoteService } from './remote.ts'
import type { SessionService } from './service.ts'

/**
 * The sessions that a command works with: those behind the server, if one is named, else this machine's. The
 * configuration is read only where this machine's system is needed.
 */
export async function openService(
  configure: () => Promise<ConfiguredContext>,
  context: CliContext,
  options: { readonly server: string | undefined; readonly works: boolean },
): Promise<SessionService> {
  const { server, works } = options
  if (server) {
    const openSystem: CliContext['openSystem'] = async (given) => (await configure()).openSystem(given)
    return createRemoteService(server, { ...context, openSystem })
  }
  const configured = await configure()
  return createLocalService(await configured.openSystem({ worker: works }), configured)
}
