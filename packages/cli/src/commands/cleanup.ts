import { VideoError, type VideoSystem } from '@mavs/core'
import { Command, Option } from 'clipanion'
import { SystemCommand } from '../command.ts'

/** `mavs cleanup`: removes ended sessions with their files. */
export class CleanupCommand extends SystemCommand {
  static override paths = [['cleanup']]
  static override usage = Command.Usage({
    description: 'Remove sessions that ended some time ago, with their files.',
    examples: [
      ['Older than a day', '$0 cleanup'],
      ['Older than two days', '$0 cleanup --max-age 48'],
      ['Only say what would go', '$0 cleanup --dry-run'],
    ],
  })

  maxAge = Option.String('--max-age', '24', { description: 'Age in hours (24)' })
  dryRun = Option.Boolean('--dry-run', false, { description: 'Show what would be removed' })

  protected override async perform(system: VideoSystem): Promise<number | void> {
    const maxAgeHours = Number(this.maxAge)
    if (!Number.isInteger(maxAgeHours) || maxAgeHours < 1) {
      throw new VideoError(
        'REQUEST_INVALID',
        `--max-age must be a whole number of hours from 1 (got "${this.maxAge}").`,
      )
    }
    const result = await system.cleanup({ maxAgeHours, dryRun: this.dryRun })
    const verb = this.dryRun ? 'Would remove' : 'Removed'
    const lines = [`${verb} ${result.cleaned_count} sessions older than ${maxAgeHours} hours.`, ...result.sessions]
    this.print(result, lines)
  }
}
