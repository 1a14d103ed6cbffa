import { randomUUID } from 'node:crypto'
import { copyFile, mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { DELIVERED, deliveredName, type DeliveredArtifact, type VideoSystem } from '@mavs/core'
import type { CliContext } from '../context.ts'
import { startWorker } from '../worker.ts'
import type { FilingOptions, SaveTarget, SessionService } from './service.ts'

const REFRESH_MS = 1000

/** The sessions of the data directory. */
export function createLocalService(system: VideoSystem, context: CliContext): SessionService {
  return {
    refreshMs: REFRESH_MS,
    generate: (request, options) => system.generate(request, filing(options)),
    estimate: (request) => system.estimate(request),
    generateBatch: (requests, options) => system.generateBatch(requests, options),
    batch: (id) => system.batch(id),
    cancelBatch: (id, options) => system.cancelBatch(id, options),
    status: (id) => system.status(id),
    list: (query) => system.list(query),
    cancel: (id, options) => system.cancel(id, options),
    cleanup: ({ maxAgeHours, dryRun }) =>
      system.cleanup({ dryRun, ...(maxAgeHours === undefined ? {} : { maxAgeHours }) }),
    stats: () => system.stats(),
    ensureWork: () => startWorker(context),
    events: (id, options) => system.events(id, options),
    async follow(id, observer, signal) {
      for await (const event of system.events(id, { signal })) observer.event(event)
    },
    delivered: (id, directory) => pathsOf(system, id, directory),
    save: (id, artifact, target) => copyOut(system, id, artifact, target),
    webhookDeliveries: (id) => system.webhookDeliveries(id),
    readDocument: (path, role) => system.readDocument(path, role),
    close: () => system.close(),
  }
}

/** Whoever finishes the session delivers. */
const filing = ({ deliverTo, idempotencyKey }: FilingOptions) => ({
  ...(deliverTo === undefined ? {} : { deliverTo }),
  ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
})

async function pathsOf(
  system: VideoSystem,
  id: string,
  directory: string | undefined,
): Promise<Record<DeliveredArtifact, string>> {
  const entries = DELIVERED.map(async (name) => {
    const { path } = await system.open(id, name)
    return [name, directory === undefined ? path : join(directory, deliveredName(id, name, path))] as const
  })
  return Object.fromEntries(await Promise.all(entries)) as Record<DeliveredArtifact, string>
}

async function copyOut(
  system: VideoSystem,
  id: string,
  artifact: DeliveredArtifact,
  { directory, name }: SaveTarget,
): Promise<string> {
  const { path } = await system.open(id, artifact)
  const target = join(directory, name ?? deliveredName(id, artifact, path))
  const temporary = `${target}.${randomUUID()}.part`
  await mkdir(directory, { recursive: true })
  try {
    await copyFile(path, temporary)
    await rename(temporary, target)
    return target
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}
