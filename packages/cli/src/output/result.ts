import { DELIVERED, type DeliveredArtifact, type SessionDocument, type VideoSystem } from '@mavs/core'

/** Paths of what a completed session delivered, by name. */
export async function deliveredFiles(system: VideoSystem, id: string): Promise<Record<DeliveredArtifact, string>> {
  const entries = await Promise.all(DELIVERED.map(async (name) => [name, (await system.open(id, name)).path] as const))
  return Object.fromEntries(entries) as Record<DeliveredArtifact, string>
}

/** A session in a few lines. */
export function sessionLines(document: SessionDocument): string[] {
  const lines = [
    `Session   ${document.session_id}`,
    `Status    ${document.status}, ${document.stage}, ${Math.floor(document.progress * 100)}%`,
    `Prompt    ${document.request_details.prompt.replace(/\s+/g, ' ')}`,
    `Created   ${document.created_at}`,
    `Updated   ${document.updated_at}`,
  ]
  if (document.estimated_completion !== null) lines.push(`Expected  ${document.estimated_completion}`)
  if (document.error_message !== null) lines.push(`Error     ${document.error_message}`)
  lines.push(...document.warnings.map((warning) => `Warning   ${warning.message}`))
  return lines
}
