import type { Diagnosis } from '../ports/renderer.ts'
import { TOKENS } from '../ports/tokens.ts'
import type { PluginContainer } from './container.ts'

/** What every port that can tell says about the machine; one that throws is a finding itself. */
export async function diagnoseProviders(
  container: PluginContainer,
  conditions: { readonly offline: boolean },
): Promise<Diagnosis[]> {
  const found: Diagnosis[] = []
  for (const token of Object.values(TOKENS)) {
    if (!container.has(token)) continue
    for (const instance of instancesOf(container, token, found)) {
      const diagnose = (instance as { diagnose?: Diagnose }).diagnose
      if (typeof diagnose !== 'function') continue
      try {
        found.push(...(await diagnose.call(instance, conditions)))
      } catch (error) {
        found.push(failed(token.name, error))
      }
    }
  }
  return found
}

type Diagnose = (conditions: { readonly offline: boolean }) => Promise<readonly Diagnosis[]>

function instancesOf(
  container: PluginContainer,
  token: (typeof TOKENS)[keyof typeof TOKENS],
  found: Diagnosis[],
): readonly unknown[] {
  try {
    return token.kind === 'chain'
      ? container.all<unknown>({ ...token, kind: 'chain' })
      : [container.get<unknown>({ ...token, kind: 'single' })]
  } catch (error) {
    found.push(failed(token.name, error))
    return []
  }
}

const failed = (name: string, error: unknown): Diagnosis => ({
  name,
  status: 'failed',
  message: error instanceof Error ? error.message : String(error),
})
