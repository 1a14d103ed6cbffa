import type { StatsDocument } from '@mavs/core'
import { Command } from 'clipanion'
import { createPaint, paintStatus, type Paint } from '../output/paint.ts'
import { printable } from '../output/text.ts'
import { ServiceCommand } from '../service-command.ts'
import type { SessionService } from '../services/service.ts'

/** `mavs stats`: how many sessions there are, in which state, and whether all is well. */
export class StatsCommand extends ServiceCommand {
  static override paths = [['stats']]
  static override usage = Command.Usage({
    description: 'Show counts of sessions and the health of the system.',
    examples: [
      ['All numbers', '$0 stats'],
      ['Those of a server', '$0 stats --server http://127.0.0.1:8000'],
    ],
  })

  protected override async perform(service: SessionService): Promise<number | void> {
    const stats = await service.stats()
    this.print(stats, statsLines(stats, createPaint(this.context)))
  }
}

function statsLines(stats: StatsDocument, paint: Paint): string[] {
  const { status, details } = stats.system_health
  const counts = (distribution: Readonly<Record<string, number>>) =>
    Object.entries(distribution)
      .map(([name, count]) => `${name} ${count}`)
      .join(', ') || 'none'
  return [
    `Sessions  ${stats.total_sessions}, ${stats.active_sessions} active`,
    `Status    ${counts(stats.status_distribution)}`,
    `Stages    ${counts(stats.stage_distribution)}`,
    `Progress  ${Math.round(stats.average_progress * 100)}% on average over active sessions`,
    `Health    ${paintStatus(paint, status)}: ${printable(details.message)}`,
  ]
}
