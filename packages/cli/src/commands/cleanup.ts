import { VideoError } from '@mavs/core'
import { Command, Option } from 'clipanion'
import { valueOption } from '../options.ts'
import { ServiceCommand } from '../service-command.ts'
import type { SessionService } from '../services/service.ts'

/** `mavs cleanup`: removes ended sessions with their files. */
export class CleanupCommand extends ServiceCommand {
  static override paths = [['cleanup']]
  static override usage = Command.Usage({
    description: 'Remove sessions that ended some time ago, with their files.',
    examples: [
      ['Older than a day', '$0 cleanup'],
      ['Older than two days', '$0 cleanup --max-age 48'],
      ['Only say what would go', '$0 cleanup --dry-run'],
    ],
  })

  maxAge = valueOption('--max-age', { about: 'Age in hours, at least 1', value: 'HOURS', fallback: '24' })
  dryRun = Option.Boolean('--dry-run', false, { description: 'Show what would be removed' })

  protected override async perform(service: SessionService): Promise<number | void> {
    const maxAgeHours = this.maxAge === undefined ? undefined : Number(this.maxAge)
    if (maxAgeHours !== undefined && !(Number.isInteger(maxAgeHours) && maxAgeHours >= 1)) {
      throw new VideoError(
        'REQUEST_INVALID',
        `--max-age must be a whole number of hours from 1 (got "${this.maxAge}").`,
      )
    }
    const result = await service.cleanup({ maxAgeHours, dryRun: this.dryRun })
    const { cleaned_count: count, max_age_hours: hours, sessions = [] } = result
    const verb = this.dryRun ? 'Would remove' : 'Removed'
    this.print(result, [
      `${verb} ${count} ${count === 1 ? 'session' : 'sessions'} older than ${hours} ${hours === 1 ? 'hour' : 'hours'}.`,
      ...sessions,
    ])
  }
}
