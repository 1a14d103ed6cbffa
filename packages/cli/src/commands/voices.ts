import type { VideoSystem } from '@mavs/core'
import { Command } from 'clipanion'
import { SystemCommand } from '../command.ts'
import { table } from '../output/table.ts'
import { printable } from '../output/text.ts'

type ListedVoice = Awaited<ReturnType<VideoSystem['voices']>>[number]

const COLUMNS = [
  { title: 'VOICE', text: ({ id }: ListedVoice) => printable(id) },
  { title: 'PROVIDER', text: ({ provider }: ListedVoice) => provider, expendable: 2 },
  { title: 'GENDER', text: ({ gender }: ListedVoice) => gender, expendable: 1 },
  { title: 'LANGUAGES', text: ({ languages }: ListedVoice) => languages.join(', ') },
  { title: 'ABOUT', text: ({ description }: ListedVoice) => printable(description) },
]

/** `mavs voices`: what `--voice` takes. */
export class VoicesCommand extends SystemCommand {
  static override paths = [['voices']]
  static override usage = Command.Usage({
    description: 'List the voices.',
    examples: [['All voices of the loaded providers', '$0 voices']],
  })

  protected override async perform(system: VideoSystem): Promise<number | void> {
    const voices = await system.voices()
    this.print(voices, table(voices, COLUMNS, this.context.columns ?? Number.POSITIVE_INFINITY))
  }
}
