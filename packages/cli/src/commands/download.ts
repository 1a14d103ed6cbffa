import { basename, dirname, resolve } from 'node:path'
import { DELIVERED } from '@mavs/core'
import { Command, Option, UsageError } from 'clipanion'
import { EXIT_CODES } from '../exit-codes.ts'
import { interruptible } from '../interrupt.ts'
import { valueOption } from '../options.ts'
import { ServiceCommand } from '../service-command.ts'
import type { SessionService } from '../services/service.ts'

/** `mavs download`: puts the video of a completed session into a directory. */
export class DownloadCommand extends ServiceCommand {
  static override paths = [['download']]
  static override usage = Command.Usage({
    description: 'Fetch the video of a completed session.',
    details: `
      The file is called \`video_SESSION_ID.mp4\`, appears whole and replaces one of the same name. A connection that
      breaks is resumed where it broke.
    `,
    examples: [
      ['Into this directory', '$0 download 550e8400-e29b-41d4-a716-446655440000'],
      ['Under a name', '$0 download 550e8400-e29b-41d4-a716-446655440000 --output bees.mp4'],
      ['With captions, thumbnail, credits', '$0 download 550e8400-e29b-41d4-a716-446655440000 --all --output ./videos'],
    ],
  })

  id = Option.String({ name: 'session_id' })
  output = valueOption('--output,-o', {
    about: 'A directory, or a name that ends in .mp4',
    value: 'PATH',
    fallback: '.',
    completes: 'directory',
  })
  all = Option.Boolean('--all,-a', false, { description: 'Also captions, thumbnail, chapters, credits and manifest' })

  protected override async perform(service: SessionService): Promise<number> {
    const path = resolve(this.output ?? '.')
    const isName = path.toLowerCase().endsWith('.mp4')
    if (this.all && isName) throw new UsageError('--all fetches several files: --output must be a directory.')
    const directory = isName ? dirname(path) : path
    const name = isName ? basename(path) : undefined
    const files: Record<string, string> = {}
    const { interrupted } = await interruptible(
      async () => {},
      async (signal) => {
        for (const artifact of this.all ? DELIVERED : (['video'] as const)) {
          files[artifact] = await service.save(this.id, artifact, { directory, name, signal })
        }
      },
    )
    if (interrupted) return EXIT_CODES.interrupted
    this.print({ session_id: this.id, files }, Object.values(files))
    return EXIT_CODES.success
  }
}
