import { VideoError, type SceneKindModule } from '@mavs/core/essentials'
import { SCENE_KINDS } from './registry.ts'
import type { SceneKind } from './scene-kind.ts'

/** Imports the kinds of scene that plugins bring. Throws `PLUGIN_INVALID` naming the module and what is wrong with it. */
export async function loadSceneKinds(modules: readonly SceneKindModule[]): Promise<SceneKind[]> {
  return Promise.all(modules.map(loadSceneKind))
}

async function loadSceneKind({ kind, module }: SceneKindModule): Promise<SceneKind> {
  if (SCENE_KINDS.some((builtIn) => builtIn.kind === kind) || !kind.includes(':')) {
    throw invalid(kind, module, 'a plugin\u2019s kind must have a prefix of its own, such as "acme:gauge"')
  }
  const loaded = await importDefault(kind, module)
  if (!isSceneKind(loaded))
    throw invalid(kind, module, 'its default export must be what defineScene({ … }) answers with')
  if (loaded.kind !== kind) throw invalid(kind, module, `its default export is of the kind "${loaded.kind}"`)
  return loaded
}

async function importDefault(kind: string, module: string): Promise<unknown> {
  try {
    return ((await import(module)) as { default?: unknown }).default
  } catch (error) {
    throw invalid(kind, module, `it could not be loaded: ${error instanceof Error ? error.message : String(error)}`)
  }
}

function isSceneKind(value: unknown): value is SceneKind {
  if (typeof value !== 'object' || value === null) return false
  const { kind, about, schema, layout } = value as Partial<Record<keyof SceneKind, unknown>>
  const isNamed = typeof kind === 'string' && typeof about === 'string'
  return isNamed && typeof layout === 'function' && typeof schema === 'object' && schema !== null
}

const invalid = (kind: string, module: string, what: string): VideoError =>
  new VideoError('PLUGIN_INVALID', `Scene kind "${kind}" (${module}): ${what}.`, { details: { kind, module } })
