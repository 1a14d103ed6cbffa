import type { VideoSystem } from '@mavs/core'
import { Command } from 'clipanion'
import { SystemCommand } from '../command.ts'

/** `mavs voices`: what `--voice` takes. */
export class VoicesCommand extends SystemCommand {
  static override paths = [['voices']]
  static override usage = Command.Usage({
    description: 'List the voices.',
    examples: [['All voices of the loaded providers', '$0 voices']],
  })

  protected override async perform(system: VideoSystem): Promise<number | void> {
    const voices = await system.voices()
    const lines = voices.map(
      ({ id, provider, gender, languages, description }) =>
        `${id.padEnd(10)} ${provider.padEnd(10)} ${gender.padEnd(8)} ${languages.join(', ').padEnd(8)} ${description}`,
    )
    this.print(voices, lines)
  }
}
