import { z } from 'zod'
import { reasonOf } from '../errors/reason.ts'
import { withinLimit, type Clock } from '../ports/clock.ts'
import type { Diagnosis } from '../ports/renderer.ts'
import { TOKENS } from '../ports/tokens.ts'
import type { PluginContainer } from './container.ts'

const DIAGNOSE_TIMEOUT_MS = 10_000

/** What providers are told when they are asked how they are. */
interface Conditions {
  readonly clock: Clock
  readonly offline: boolean
}

/** What every port that can tell says about the machine; one that throws, hangs or could not be made is a finding itself. */
export async function diagnoseProviders(container: PluginContainer, conditions: Conditions): Promise<Diagnosis[]> {
  const found: Diagnosis[] = []
  const asked = Object.values(TOKENS).flatMap((token) =>
    instancesOf(container, token, found).map((instance) => ask(token.name, instance, conditions)),
  )
  for (const answer of await Promise.all(asked)) found.push(...answer)
  for (const { port, reason } of container.failed()) found.push({ name: port, status: 'warning', message: reason })
  return found
}

/** What a provider answers is as much a stranger's as what it throws. */
const Answer: z.ZodType<readonly Diagnosis[]> = z.array(
  z.object({
    name: z.string(),
    status: z.enum(['ok', 'warning', 'failed']),
    message: z.string(),
    remedy: z.string().exactOptional(),
  }),
)

async function ask(port: string, instance: unknown, { clock, offline }: Conditions): Promise<readonly Diagnosis[]> {
  const late = () => new Error(`gave no answer within ${DIAGNOSE_TIMEOUT_MS / 1000} s`)
  try {
    const { diagnose } = instance as { readonly diagnose?: (conditions: { readonly offline: boolean }) => unknown }
    if (typeof diagnose !== 'function') return []
    const answer = Answer.safeParse(
      await withinLimit(clock, DIAGNOSE_TIMEOUT_MS, diagnose.call(instance, { offline }), late),
    )
    return answer.success ? answer.data : [failed(port, new Error('diagnose() answered with no list of findings'))]
  } catch (error) {
    return [failed(port, error)]
  }
}

function instancesOf(
  container: PluginContainer,
  token: (typeof TOKENS)[keyof typeof TOKENS],
  found: Diagnosis[],
): readonly unknown[] {
  if (!container.has(token)) return []
  try {
    return token.kind === 'chain'
      ? container.all<unknown>({ ...token, kind: 'chain' })
      : [container.get<unknown>({ ...token, kind: 'single' })]
  } catch (error) {
    found.push(failed(token.name, error))
    return []
  }
}

const failed = (name: string, error: unknown): Diagnosis => ({ name, status: 'failed', message: reasonOf(error) })
