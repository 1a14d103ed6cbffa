import { rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { VideoError, type AgentContext, type FinalizingInput, type Renderer } from '@mavs/core'
import { TIMELINE_KEY, VIDEO_KEY } from '../assembly/assembly-agent.ts'
import { describeMiss, holdAgainstContract, type Verdict } from './contract.ts'
import type { Subject } from './clause.ts'

const REPAIRED_KEY = 'repaired.mp4'

/** A measured video with what each clause of the contract says about it. */
export interface Inspection {
  readonly measurement: Subject['measurement']
  readonly verdicts: readonly Verdict[]
}

/**
 * Measures the video and holds it against the delivery contract. A damaged file is rendered again once; what still
 * breaks a critical clause throws `QUALITY_GATE` with every clause that was missed.
 */
export async function inspectVideo(
  input: FinalizingInput,
  renderer: Renderer,
  context: AgentContext,
): Promise<Inspection> {
  let inspection = await inspectOnce(input, renderer, context)
  if (inspection instanceof Error || inspection.verdicts.some(isRepairable)) {
    context.logger.warn({ reason: describeFault(inspection) }, 'the video is damaged; rendering it again')
    await renderAgain(input, renderer, context)
    inspection = await inspectOnce(input, renderer, context)
  }
  if (inspection instanceof Error) throw refusal([`decodes fully: ${inspection.message}`], inspection)
  const broken = inspection.verdicts.filter(({ clause, check }) => clause.severity === 'critical' && !check.passed)
  if (broken.length > 0) throw refusal(broken.map(({ check }) => describeMiss(check)))
  return inspection
}

async function inspectOnce(
  input: FinalizingInput,
  renderer: Renderer,
  { artifacts, signal, report }: AgentContext,
): Promise<Inspection | VideoError> {
  try {
    const measurement = await renderer.measure(artifacts.path(input.video.artifact), {
      signal,
      report: (progress) => report(0.1 + progress * 0.8, 'measuring'),
    })
    return { measurement, verdicts: holdAgainstContract({ ...input, measurement }) }
  } catch (error) {
    signal.throwIfAborted()
    if (VideoError.isInstance(error) && error.code === 'RENDER_FAILED') return error
    throw error
  }
}

function isRepairable({ clause, check }: Verdict): boolean {
  return clause.repair === 'render' && !check.passed
}

/** Renders from the timeline alone, without anything kept from the first time. */
async function renderAgain(input: FinalizingInput, renderer: Renderer, context: AgentContext): Promise<void> {
  const { artifacts, signal } = context
  const output = artifacts.path(REPAIRED_KEY)
  const directory = dirname(artifacts.path(TIMELINE_KEY))
  await renderer.render({ timeline: input.timeline, directory, output }, { signal })
  await artifacts.adopt(VIDEO_KEY, output)
  await rm(output, { force: true })
}

function describeFault(inspection: Inspection | VideoError): string {
  if (inspection instanceof Error) return inspection.message
  return inspection.verdicts
    .filter(isRepairable)
    .map(({ check }) => describeMiss(check))
    .join('; ')
}

function refusal(misses: readonly string[], cause?: unknown): VideoError {
  return new VideoError(
    'QUALITY_GATE',
    `The video missed its delivery contract and was not delivered. ${misses.join('; ')}. The session's files are kept; generate again, or report this with the manifest of versions.`,
    { details: { misses }, cause },
  )
}
