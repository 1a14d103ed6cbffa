import type { CliContext } from '../context.ts'
import { createLocalService } from './local.ts'
import { createRemoteService } from './remote.ts'
import type { SessionService } from './service.ts'

/** The sessions that a command works with: those behind the server, if one is named, else this machine's. */
export async function openService(
  context: CliContext,
  options: { readonly server: string | undefined; readonly works: boolean },
): Promise<SessionService> {
  const { server, works } = options
  if (server) return createRemoteService(server, context)
  return createLocalService(await context.openSystem({ worker: works }), context)
}
