import type { StatsDocument, VideoSystem } from '@mavs/core'
import { Command } from 'clipanion'
import { SystemCommand } from '../command.ts'

/** `mavs stats`: how many sessions there are, in which state, and whether all is well. */
export class StatsCommand extends SystemCommand {
  static override paths = [['stats']]
  static override usage = Command.Usage({
    description: 'Show counts of sessions and the health of the system.',
    examples: [['All numbers', '$0 stats']],
  })

  protected override async perform(system: VideoSystem): Promise<number | void> {
    const stats = await system.stats()
    this.print(stats, statsLines(stats))
  }
}

function statsLines(stats: StatsDocument): string[] {
  const counts = (distribution: Readonly<Record<string, number>>) =>
    Object.entries(distribution)
      .map(([name, count]) => `${name} ${count}`)
      .join(', ') || 'none'
  return [
    `Sessions  ${stats.total_sessions}, ${stats.active_sessions} active`,
    `Status    ${counts(stats.status_distribution)}`,
    `Stages    ${counts(stats.stage_distribution)}`,
    `Progress  ${Math.round(stats.average_progress * 100)}% on average over active sessions`,
    `Health    ${stats.system_health.status}: ${stats.system_health.details.message}`,
  ]
}
