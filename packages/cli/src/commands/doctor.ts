import type { Diagnosis, VideoSystem } from '@mavs/core'
import { Command } from 'clipanion'
import { SystemCommand } from '../command.ts'
import { EXIT_CODES } from '../exit-codes.ts'

const MARKS: Readonly<Record<Diagnosis['status'], string>> = { ok: '✓', warning: '!', failed: '✗' }

/** `mavs doctor`: what the work needs from this machine, each with its remedy. */
export class DoctorCommand extends SystemCommand {
  static override paths = [['doctor']]
  static override usage = Command.Usage({
    description: 'Check this machine: runtime, ffmpeg, fonts, disk, database, keys.',
    examples: [['Everything, with remedies', '$0 doctor']],
  })

  protected override async perform(system: VideoSystem): Promise<number> {
    const found = await system.diagnose()
    const width = Math.max(...found.map(({ name }) => name.length))
    const lines = found.flatMap(({ name, status, message, remedy }) => [
      `${MARKS[status]} ${name.padEnd(width)}  ${message}`,
      ...(remedy === undefined ? [] : [`${' '.repeat(width + 4)}→ ${remedy}`]),
    ])
    this.print(found, lines)
    return found.some(({ status }) => status === 'failed') ? EXIT_CODES.system : EXIT_CODES.success
  }
}
